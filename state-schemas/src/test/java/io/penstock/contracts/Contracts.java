package io.penstock.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The public contracts and their examples, for tests: what a job writes, and what it is given to
 * read, must conform.
 *
 * <p>A contract is named as its topic is, without prefix; {@code order} is the canonical order.
 */
public final class Contracts {

  public static final List<String> ALL =
      List.of(
          "orders.raw",
          "aftersales.raw",
          "settlements.raw",
          "wms.events",
          "reference",
          "commands",
          "order-events",
          "deliveries",
          "print-batches",
          "stock-levels",
          "stock-movements",
          "marketplace-commands",
          "marketplace-stock",
          "exceptions",
          "dead-letters",
          "order");

  private static final String FOLDER = "contracts/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Without the assertion of formats, {@code date-time} would be a remark. */
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /**
   * What is wrong with a document, one sentence each; empty if it conforms.
   *
   * @param contract one of {@link #ALL}
   */
  public static List<String> violations(String contract, JsonNode document) {
    Schema schema =
        REGISTRY.getSchema(SchemaLocation.of("classpath:" + FOLDER + contract + ".schema.json"));
    return schema.validate(document).stream().map(Error::toString).toList();
  }

  /** {@link #violations(String, JsonNode)} of a record's value. */
  public static List<String> violations(String contract, byte[] document) {
    try {
      return violations(contract, JSON.readTree(document));
    } catch (IOException broken) {
      return List.of("not JSON");
    }
  }

  /**
   * A contract's own text.
   *
   * @param name one of {@link #ALL}, or {@code common}
   */
  public static JsonNode schema(String name) {
    return read(FOLDER + name + ".schema.json");
  }

  /** The examples of a contract, by the names of their files. */
  public static Map<String, JsonNode> examples(String contract) {
    Map<String, JsonNode> examples = new TreeMap<>();
    for (String file : exampleFiles()) {
      if (contractOf(file).equals(contract)) {
        examples.put(file, read(FOLDER + "examples/" + file));
      }
    }
    return examples;
  }

  /** The names of all example files, whatever contract they claim. */
  public static List<String> exampleFiles() {
    URL folder = Objects.requireNonNull(Contracts.class.getResource("/" + FOLDER + "examples"));
    try {
      URI uri = folder.toURI();
      if (uri.getScheme().equals("file")) {
        return list(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return list(jar.getPath("/" + FOLDER + "examples"));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code order-events} of {@code order-events.shipped.json}. */
  static String contractOf(String file) {
    String withoutJson = file.substring(0, file.lastIndexOf('.'));
    return withoutJson.substring(0, withoutJson.lastIndexOf('.'));
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream file = Contracts.class.getResourceAsStream("/" + resource)) {
      return JSON.readTree(Objects.requireNonNull(file, resource));
    } catch (IOException broken) {
      throw new UncheckedIOException(resource, broken);
    }
  }

  private Contracts() {}
}
