package io.penstock.connectors.marketplace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The samples of all shipped marketplaces. */
final class Samples {

  static final Path FOLDER = Path.of("src/main/resources/marketplaces");

  /** A payload and the file of the canonical orders that it must give. */
  record Sample(String marketplace, Path payload) {

    Path expected() {
      String name = payload.getFileName().toString();
      return payload.resolveSibling(name.replace(".json", ".expected.json"));
    }

    byte[] bytes() throws IOException {
      return Files.readAllBytes(payload);
    }

    @Override
    public String toString() {
      return marketplace + "/" + payload.getFileName();
    }
  }

  static List<Sample> all() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String marketplace : Marketplaces.shipped().names()) {
      try (Stream<Path> files = Files.list(FOLDER.resolve(marketplace).resolve("samples"))) {
        files
            .filter(file -> !file.toString().endsWith(".expected.json"))
            .sorted()
            .forEach(file -> samples.add(new Sample(marketplace, file)));
      }
    }
    return samples;
  }

  private Samples() {}
}
