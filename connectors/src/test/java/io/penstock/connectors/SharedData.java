package io.penstock.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Local test material beside the project, which is no part of it and may be absent. */
public final class SharedData {

  /** A file of real payloads; the test that asks for one is skipped where there is none. */
  public static byte[] payload(String name) throws IOException {
    return Files.readAllBytes(payloads().resolve(name));
  }

  /** The names of all orders, after-sales cases and settlements of a marketplace. */
  public static List<String> payloadsOf(String marketplace) throws IOException {
    List<String> names = new ArrayList<>();
    for (String folder : List.of("", "aftersales/", "settlement/")) {
      Path place = payloads().resolve(folder + marketplace);
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          files
              .map(file -> folder + marketplace + "/" + file.getFileName())
              .sorted()
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  private static Path payloads() {
    for (String place : List.of("../shared", "../../shared")) {
      Path payloads = Path.of(place, "marketplaces", "payloads");
      if (Files.isDirectory(payloads)) {
        return payloads;
      }
    }
    return Assumptions.abort("skipped: there are no real payloads beside the project");
  }

  private SharedData() {}
}
