package io.penstock.deploy.bench.path;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The end of a {@link ChildJvm} that is the child: says when it is ready, and then what it has cost
 * so far whenever it is asked, until whoever started it is gone.
 */
final class Served {

  static final String READY = "READY ";

  /** Returns when nobody can ask any more. */
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
  }

  private Served() {}
}
