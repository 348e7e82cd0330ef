package io.penstock.deploy.cli;

import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.stack.ReferenceTopic;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks and publishes the rules of the audit: they are data. */
@Command(
    name = "rules",
    description = "Show what rules may know, check a file of rules or publish it.")
final class RulesCommand implements Runnable {

  /** Until then every task has heard of them, so that a replay judges as the first run did. */
  private static final Duration NOTICE = Duration.ofSeconds(10);

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "fields, starter, check or publish?");
  }

  @Command(name = "fields", description = "List what a rule may know of an order.")
  int fields() {
    RuleFile.fields().forEach(this::say);
    say("");
    say("and in the stockExpression of a rule that holds, of the stock:");
    RuleFile.stockFields().forEach(this::say);
    return 0;
  }

  @Command(
      name = "starter",
      description =
          "Print the rules that a seller starts with, as a file to be changed from there.")
  int starter() {
    say(new String(RuleFile.starterText(), StandardCharsets.UTF_8).strip());
    return 0;
  }

  @Command(
      name = "check",
      description =
          "Check a file of rules without any server. The exit code is 1 where a rule is wrong, 2"
              + " where the file cannot be used.")
  int check(
      @Parameters(paramLabel = "FILE", description = "{\"rules\": [...], \"playbooks\": [...]}")
          Path file)
      throws IOException {
    return CheckedRules.in(file, spec.commandLine().getOut()) == null ? Penstock.FAILED : 0;
  }

  @Command(
      name = "publish",
      description =
          "Check a file of rules and give them to the job that runs. Where one is wrong nothing is"
              + " published, and the exit code is 1. A rule of the same name is replaced from then"
              + " on; others stay.")
  int publish(
      @Parameters(paramLabel = "FILE", description = "{\"rules\": [...], \"playbooks\": [...]}")
          Path file,
      @Option(
              names = "--from",
              paramLabel = "INSTANT",
              description =
                  "From when they hold, such as 2026-11-11T00:00:00Z. Default: ten seconds from"
                      + " now.")
          @Nullable Instant from,
      @Mixin KafkaOptions kafka)
      throws IOException, StackException {
    if (kafka.kafka == null) {
      throw new ParameterException(spec.commandLine(), "--kafka must be given");
    }
    RuleFile rules = CheckedRules.in(file, spec.commandLine().getOut());
    if (rules == null) {
      return Penstock.FAILED;
    }
    Instant since = from == null ? Instant.now().plus(NOTICE) : from;
    new ReferenceTopic(kafka.kafka, kafka.prefix, kafka.properties())
        .publishVersions(rules.records(since));
    say(
        "published "
            + CheckedRules.size(rules)
            + " to "
            + kafka.prefix
            + Topics.REFERENCE
            + ", effective from "
            + since);
    return 0;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
