package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The samples of all shipped marketplaces, for measuring what it costs to read them. */
public final class ShippedSamples {

  private static final String INDEX = "/marketplaces/index.txt";

  /** The samples in JSON that hold orders, by marketplace. */
  public static Map<String, List<RawRecord>> orders() throws IOException {
    URL index = Objects.requireNonNull(ShippedSamples.class.getResource(INDEX), INDEX);
    try {
      URI uri = index.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return orders(Objects.requireNonNull(Path.of(uri).getParent()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return orders(Objects.requireNonNull(jar.getPath(INDEX).getParent()));
      }
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  private static Map<String, List<RawRecord>> orders(Path folder) throws IOException {
    Normaliser normaliser = new Normaliser(Marketplaces.shipped());
    Map<String, List<RawRecord>> orders = new TreeMap<>();
    for (String marketplace : Marketplaces.shipped().names()) {
      for (Path sample : FolderCheck.samplesIn(folder.resolve(marketplace))) {
        RawRecord raw = record(marketplace, sample);
        if (sample.toString().endsWith(".json") && holdsOrders(normaliser, raw)) {
          orders.computeIfAbsent(marketplace, none -> new ArrayList<>()).add(raw);
        }
      }
    }
    return orders;
  }

  private static RawRecord record(String marketplace, Path sample) throws IOException {
    return new RawRecord(
        "orders.raw",
        0,
        0,
        Instant.EPOCH,
        FolderCheck.SHOP,
        marketplace,
        FolderCheck.SHOP,
        FolderCheck.eventOf(sample),
        Files.readAllBytes(sample));
  }

  private static boolean holdsOrders(Normaliser normaliser, RawRecord raw) {
    try {
      return !normaliser.normalise(raw).orders().isEmpty();
    } catch (UnreadableException noOrder) {
      return false;
    }
  }

  /** Only reads the JSON of a record, as the normaliser does before it maps anything. */
  public static JsonNode parse(RawRecord raw) {
    return Payloads.parse(raw.value());
  }

  private ShippedSamples() {}
}
