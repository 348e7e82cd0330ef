package io.penstock.deploy.bench.path;

import io.penstock.JobConfig;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.LocalFlink;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One job on a Flink cluster alone in its process. */
final class FlinkMain {

  private static final Jobs.Job PASS_THROUGH =
      new Jobs.Job(PassThrough.NAME, true, PassThrough::assemble);

  /**
   * Runs it.
   *
   * @param args the directory of checkpoints, the name of the job, and its settings as {@code
   *     key=value}
   */
  public static void main(String[] args) throws Exception {
    Jobs.Job job =
        Stream.concat(Jobs.ALL.stream(), Stream.of(PASS_THROUGH))
            .filter(one -> one.name().equals(args[1]))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no job is called " + args[1]));
    Map<String, String> settings = new HashMap<>();
    for (String setting : List.of(args).subList(2, args.length)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    JobConfig config = JobConfig.of(settings);
    try (LocalFlink flink = LocalFlink.start(Path.of(args[0]), 0, 1, config)) {
      flink.submit(job, config);
      Served.untilEnd(job.name());
    }
    System.exit(0);
  }

  private FlinkMain() {}
}
