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
import java.util.SortedMap;
import java.util.TreeMap;

/** Payloads in JSON that hold orders, for measuring what it costs to read them. */
public final class OrderPayloads {

  private static final String INDEX = "/marketplaces/index.txt";

  /** Those among the samples of the shipped marketplaces, by marketplace. */
  public static SortedMap<String, List<RawRecord>> samples() throws IOException {
    URL index = Objects.requireNonNull(OrderPayloads.class.getResource(INDEX), INDEX);
    try {
      URI uri = index.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return samples(Objects.requireNonNull(Path.of(uri).getParent()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return samples(Objects.requireNonNull(jar.getPath(INDEX).getParent()));
      }
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  private static SortedMap<String, List<RawRecord>> samples(Path folders) throws IOException {
    return orders(marketplace -> FolderCheck.samplesIn(folders.resolve(marketplace)));
  }

  /**
   * Those of a directory, by marketplace.
   *
   * @param directory with a folder of payloads for each marketplace, by its name
   */
  public static SortedMap<String, List<RawRecord>> in(Path directory) throws IOException {
    return orders(marketplace -> FolderCheck.payloadsIn(directory.resolve(marketplace)));
  }

  private interface Listing {
    List<Path> of(String marketplace) throws IOException;
  }

  private static SortedMap<String, List<RawRecord>> orders(Listing files) throws IOException {
    Normaliser normaliser = new Normaliser(Marketplaces.shipped());
    SortedMap<String, List<RawRecord>> orders = new TreeMap<>();
    for (String marketplace : Marketplaces.shipped().names()) {
      for (Path file : files.of(marketplace)) {
        RawRecord raw = record(marketplace, file);
        if (file.toString().endsWith(".json") && holdsOrders(normaliser, raw)) {
          orders.computeIfAbsent(marketplace, none -> new ArrayList<>()).add(raw);
        }
      }
    }
    return orders;
  }

  private static RawRecord record(String marketplace, Path file) throws IOException {
    return new RawRecord(
        "orders.raw",
        0,
        0,
        Instant.EPOCH,
        FolderCheck.SHOP,
        marketplace,
        FolderCheck.SHOP,
        FolderCheck.eventOf(file),
        Files.readAllBytes(file));
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

  private OrderPayloads() {}
}
