package io.penstock.connectors.marketplace;

import io.penstock.model.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The samples of all shipped marketplaces. */
final class Samples {

  static final Path FOLDER = Path.of("src/main/resources/marketplaces");

  /** A payload in the folder of its marketplace. */
  record Sample(String marketplace, Path payload) {

    /** What it must give. */
    Path expected() {
      return FolderCheck.expectedOf(payload);
    }

    byte[] bytes() throws IOException {
      return Files.readAllBytes(payload);
    }

    RawRecord raw() throws IOException {
      return raw(bytes());
    }

    /** The record with other bytes than the sample's. */
    RawRecord raw(byte[] bytes) throws IOException {
      return Records.raw(marketplace, FolderCheck.eventOf(payload), bytes);
    }

    boolean isJson() {
      return payload.toString().endsWith(".json");
    }

    @Override
    public String toString() {
      return marketplace + "/" + payload.getFileName();
    }
  }

  static List<Sample> all() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String marketplace : Marketplaces.shipped().names()) {
      for (Path sample : FolderCheck.samplesIn(FOLDER.resolve(marketplace))) {
        samples.add(new Sample(marketplace, sample));
      }
    }
    return samples;
  }

  private Samples() {}
}
