package io.penstock.deploy.cli;

import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.FolderCheck;
import io.penstock.connectors.marketplace.FolderTemplate;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.deploy.stack.ReferenceTopic;
import io.penstock.deploy.stack.StackException;
import io.penstock.model.Reference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and checks marketplaces: each is a folder of data. */
@Command(name = "marketplace", description = "Make a marketplace's folder, check or publish it.")
final class MarketplaceCommand implements Runnable {

  /** Until then every task has heard of it, so that a replay reads what the first run read. */
  private static final Duration NOTICE = Duration.ofSeconds(10);

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "new, test or publish?");
  }

  @Command(
      name = "new",
      description = "Make a folder that passes its check, to be changed from there.")
  int create(
      @Parameters(paramLabel = "NAME", description = "Lower case.") String name,
      @Option(
              names = "--in",
              paramLabel = "DIR",
              defaultValue = "marketplaces",
              description = "Where the folder is made. Default: ${DEFAULT-VALUE}")
          Path parent)
      throws IOException {
    Path folder = FolderTemplate.write(parent, name);
    say(folder + " is ready: next, put a payload into its samples, and run");
    say("  penstock marketplace test " + folder);
    return 0;
  }

  @Command(
      name = "test",
      description =
          "Run a folder's samples and explain each difference. The exit code is 1 where there is"
              + " one, 2 where the folder cannot be used.")
  int test(
      @Parameters(paramLabel = "FOLDER", description = "The marketplace's own folder.") Path folder,
      @Option(
              names = "--write",
              description =
                  "Write down what a sample gives where nothing says yet what it must give. Read it"
                      + " before you believe it.")
          boolean write)
      throws IOException {
    FolderCheck check = FolderCheck.of(folder);
    int failed = 0;
    for (FolderCheck.Result result : check.run()) {
      Path expected = FolderCheck.expectedOf(result.sample());
      if (write && !Files.exists(expected) && written(check, result.sample(), expected)) {
        say("wrote " + expected);
      } else if (result.differences().isEmpty()) {
        say("ok    " + result.sample());
      } else {
        failed++;
        say("WRONG " + result.sample());
        result.differences().forEach(difference -> say("      " + difference));
      }
    }
    return failed == 0 ? 0 : Penstock.FAILED;
  }

  @Command(
      name = "publish",
      description =
          "Check a folder and give its mappings to the jobs that run: they read the marketplace's"
              + " messages by them from ten seconds on. The exit code is 1 where a sample differs.")
  int publish(
      @Parameters(paramLabel = "FOLDER", description = "The marketplace's own folder.") Path folder,
      @Mixin KafkaOptions kafka)
      throws IOException, StackException {
    if (kafka.kafka == null) {
      throw new ParameterException(spec.commandLine(), "--kafka must be given");
    }
    if (test(folder, false) != 0) {
      return Penstock.FAILED;
    }
    Reference.Mapping mapping = Marketplaces.toPublish(folder);
    new ReferenceTopic(kafka.kafka, kafka.prefix, kafka.properties())
        .publishVersions(List.of(mapping.from(Instant.now().plus(NOTICE))));
    say("published " + mapping.marketplace() + " to " + kafka.prefix + Topics.REFERENCE);
    return 0;
  }

  private static boolean written(FolderCheck check, Path sample, Path expected) throws IOException {
    try {
      Files.writeString(expected, check.canonical(sample));
      return true;
    } catch (UnreadableException refused) {
      return false;
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
