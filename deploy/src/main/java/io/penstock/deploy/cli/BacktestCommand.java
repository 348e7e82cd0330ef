package io.penstock.deploy.cli;

import io.penstock.BacktestJob;
import io.penstock.JobConfig;
import io.penstock.JobOptions;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.Json;
import io.penstock.model.Retrial;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what changed rules would have done to recorded orders. */
@Command(
    name = "backtest",
    description =
        "Judge recorded orders once by the rules as they are and once as a file changes them, and"
            + " report which would have come out differently, why, and for how much money. What"
            + " people decided is left out, and what the stock would hold counts as passed. Nothing"
            + " is written. The exit code is 1 where a rule is wrong.")
final class BacktestCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "{\"rules\": [...], \"playbooks\": [...]}")
  Path rules = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "The time of the first records. Default: all that are kept.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "The time before which records count. Default: now.")
  @Nullable Instant to;

  @Option(
      names = "--marketplaces",
      paramLabel = "DIR",
      defaultValue = "",
      description = "A folder with marketplace folders in addition to those shipped.")
  String folder = "";

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "How many at a time. Default: ${DEFAULT-VALUE}")
  int parallelism;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the orders are named. Default: ${DEFAULT-VALUE}")
  int show;

  @Mixin KafkaOptions kafka = new KafkaOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (kafka.kafka == null) {
      throw new ParameterException(spec.commandLine(), "--kafka must be given");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(spec.commandLine(), "--from must be before --to");
    }
    PrintWriter out = spec.commandLine().getOut();
    RuleFile changes = CheckedRules.in(rules, out);
    if (changes == null) {
      return Penstock.FAILED;
    }
    BacktestReport report = new BacktestReport(show);
    JobConfig config = config(kafka.kafka);
    try (StreamExecutionEnvironment env =
            StreamExecutionEnvironment.createLocalEnvironment(
                parallelism, BacktestJob.flink(config));
        CloseableIterator<Retrial> orders =
            BacktestJob.assemble(env, config, changes, from, to)
                .executeAndCollect("penstock-backtest")) {
      orders.forEachRemaining(report::add);
    }
    report.lines().forEach(out::println);
    if (!changes.askingStock().isEmpty()) {
      out.println(
          "not counted: what the stock would hold by " + String.join(", ", changes.askingStock()));
    }
    out.println(new String(Json.write(report.summary()), StandardCharsets.UTF_8));
    out.flush();
    return 0;
  }

  private JobConfig config(String brokers) throws java.io.IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put(JobOptions.KAFKA_BROKERS.key(), brokers);
    settings.put(JobOptions.TOPIC_PREFIX.key(), kafka.prefix);
    settings.put(JobOptions.MARKETPLACES.key(), folder);
    kafka
        .properties()
        .forEach(
            (key, value) -> settings.put(JobOptions.KAFKA_PROPERTIES.key() + "." + key, value));
    return JobConfig.of(settings);
  }
}
