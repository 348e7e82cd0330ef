package io.penstock.deploy.bench.path;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The end of a {@link ChildJvm} that is the child: says when it is ready, and then what it has cost
 * so far whenever it is asked, until whoever started it is gone.
 */
final class Served {

  static final String READY = "READY ";

  private static final int PATIENCE_SECONDS = 30;

  /** Returns when nobody can ask any more; soon after, the process ends, whatever it waits for. */
  static void untilEnd(String ready) throws IOException {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.println(READY + ready);
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (questions.readLine() != null) {
        System.out.println(
            process.getProcessCpuTime()
                + " "
                + ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
      }
    }
    // Where whoever started it was ended with the broker, a job waits for the broker for ever.
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
  }

  private Served() {}
}
