package io.penstock.deploy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.RawRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the hub makes of a marketplace's payloads, without any server. */
@Command(
    name = "normalise",
    description =
        "Print the canonical orders, after-sales cases, news or bill lines of each payload. An"
            + " unreadable one is named on the error output"
            + " with its code and reason, and the exit code is 2.")
final class NormaliseCommand implements Callable<Integer> {

  private static final int MAX_BYTES = 1 << 20;

  @Option(
      names = "--marketplace",
      required = true,
      paramLabel = "M",
      description = "Whose payloads they are.")
  String marketplace = "";

  @Option(
      names = "--shop",
      paramLabel = "S",
      defaultValue = "shop",
      description = "The shop that they belong to. Default: ${DEFAULT-VALUE}")
  String shop = "";

  @Nullable
  @Option(
      names = "--event",
      paramLabel = "E",
      description = "What the record's header 'event' says, where the payloads do not.")
  String event;

  @Option(
      names = "--marketplaces",
      paramLabel = "DIR",
      defaultValue = "",
      description = "A folder with marketplace folders in addition to those shipped.")
  String folder = "";

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A payload each.")
  List<Path> files = new ArrayList<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Normaliser normaliser = new Normaliser(Marketplaces.shippedAnd(folder), MAX_BYTES);
    int exitCode = 0;
    for (Path file : files) {
      try {
        Normalised read = normaliser.normalise(record(file));
        print(read.orders());
        print(read.cases());
        print(read.news());
        print(read.bill());
      } catch (UnreadableException unreadable) {
        complain(file + ": " + unreadable.code() + ": " + unreadable.reason());
        exitCode = Penstock.UNUSABLE;
      } catch (NoSuchFileException absent) {
        complain(file + ": NO_FILE: there is no such file");
        exitCode = Penstock.UNUSABLE;
      } catch (IOException unreadable) {
        complain(file + ": NO_FILE: it cannot be read");
        exitCode = Penstock.UNUSABLE;
      }
    }
    return exitCode;
  }

  private RawRecord record(Path file) throws IOException {
    return new RawRecord(
        file.toString(),
        0,
        0,
        Instant.EPOCH,
        shop,
        marketplace,
        shop,
        event,
        Files.readAllBytes(file));
  }

  private void print(List<?> canonical) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    for (Object one : canonical) {
      out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(one));
    }
    out.flush();
  }

  private void complain(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
