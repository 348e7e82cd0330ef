package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the samples of a marketplace's folder give what they must. */
public final class FolderCheck {

  /** The shop that all samples belong to. */
  public static final String SHOP = "demo-shop";

  private static final String EXPECTED = ".expected.json";
  private static final String HEADERS = ".headers.json";

  /**
   * What came of one sample.
   *
   * @param differences one sentence each; none where the sample gives what it must
   */
  public record Result(Path sample, List<String> differences) {}

  private final String marketplace;
  private final Path folder;
  private final Normaliser normaliser;

  private FolderCheck(String marketplace, Path folder, Normaliser normaliser) {
    this.marketplace = marketplace;
    this.folder = folder;
    this.normaliser = normaliser;
  }

  /**
   * Reads the folder; its name is the marketplace's.
   *
   * @throws IllegalArgumentException for files that are missing or wrong: which one, and where
   */
  public static FolderCheck of(Path folder) {
    Marketplaces marketplaces = Marketplaces.of(folder);
    return new FolderCheck(marketplaces.names().first(), folder, new Normaliser(marketplaces));
  }

  /**
   * Runs all samples, by name.
   *
   * @throws IllegalArgumentException if there is none: a mapping without a sample is unproven
   */
  public List<Result> run() throws IOException {
    List<Path> samples = samplesIn(folder);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no sample lies in " + folder.resolve("samples"));
    }
    List<Result> results = new ArrayList<>();
    for (Path sample : samples) {
      results.add(new Result(sample, differences(sample)));
    }
    return results;
  }

  /** The payloads among the samples of a folder, by name. */
  static List<Path> samplesIn(Path folder) throws IOException {
    return payloadsIn(folder.resolve("samples"));
  }

  /** The payloads among the files of a directory, by name. */
  static List<Path> payloadsIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(file -> !file.toString().endsWith(EXPECTED))
          .filter(file -> !file.toString().endsWith(HEADERS))
          .sorted()
          .toList();
    }
  }

  /** Where it lies what a sample must give. */
  public static Path expectedOf(Path sample) {
    return beside(sample, EXPECTED);
  }

  /** What a sample gives, as a text for {@link #expectedOf}. */
  public String canonical(Path sample) throws IOException, UnreadableException {
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(given(sample)) + "\n";
  }

  private static Path beside(Path sample, String ending) {
    return sample.resolveSibling(
        String.valueOf(sample.getFileName()).replaceAll("\\.[a-z]+$", ending));
  }

  private List<String> differences(Path sample) throws IOException {
    Normalised given;
    try {
      given = given(sample);
    } catch (UnreadableException refused) {
      return List.of("is refused: " + refused.code() + ": " + refused.reason());
    }
    List<String> differences = new ArrayList<>();
    given.orders().forEach(order -> wrongPrices(order, differences));
    Path expected = expectedOf(sample);
    if (!Files.exists(expected)) {
      differences.add("lacks " + expected.getFileName() + ", what it must give");
      return differences;
    }
    try {
      Normalised wanted = Json.read(Files.readAllBytes(expected), Normalised.class);
      compare("", Json.mapper().valueToTree(wanted), Json.mapper().valueToTree(given), differences);
    } catch (UnreadableException unreadable) {
      differences.add(
          expected.getFileName()
              + " is not of the form {\"orders\": [...]}, or cases, news or bill: "
              + unreadable.reason());
    }
    return differences;
  }

  private Normalised given(Path sample) throws IOException, UnreadableException {
    return normaliser.normalise(
        new RawRecord(
            sample.toString(),
            0,
            0,
            Instant.EPOCH,
            SHOP,
            marketplace,
            SHOP,
            eventOf(sample),
            Files.readAllBytes(sample)));
  }

  /** What the header {@code event} of a sample says; null where the sample has no headers. */
  static @Nullable String eventOf(Path sample) throws IOException {
    Path headers = beside(sample, HEADERS);
    if (!Files.exists(headers)) {
      return null;
    }
    return Json.mapper().readTree(Files.readAllBytes(headers)).path("event").asText(null);
  }

  private static void wrongPrices(Order order, List<String> differences) {
    for (OrderLine line : order.lines()) {
      long due =
          line.quantity() * line.unitPriceMinor() - line.discountMinor() - line.subsidyMinor();
      if (line.amountMinor() > 0 && due != line.amountMinor()) {
        differences.add(
            "line %s of order %s: %d x %d - %d - %d is %d, and its amount is %d"
                .formatted(
                    line.lineId(),
                    order.orderId(),
                    line.quantity(),
                    line.unitPriceMinor(),
                    line.discountMinor(),
                    line.subsidyMinor(),
                    due,
                    line.amountMinor()));
      }
    }
  }

  private static void compare(
      String at, JsonNode wanted, JsonNode given, List<String> differences) {
    if (wanted.isArray() && given.isArray()) {
      if (wanted.size() != given.size()) {
        differences.add("%s: must be %d, are %d".formatted(at, wanted.size(), given.size()));
      }
      for (int i = 0; i < Math.min(wanted.size(), given.size()); i++) {
        compare(at + "[" + i + "]", wanted.get(i), given.get(i), differences);
      }
    } else if (wanted.isObject() && given.isObject()) {
      Set<String> fields = new LinkedHashSet<>();
      wanted.fieldNames().forEachRemaining(fields::add);
      given.fieldNames().forEachRemaining(fields::add);
      for (String field : fields) {
        compare(
            at.isEmpty() ? field : at + "." + field,
            wanted.path(field),
            given.path(field),
            differences);
      }
    } else if (!wanted.equals(given)) {
      differences.add("%s: must be %s, is %s".formatted(at, shown(wanted), shown(given)));
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }
}
