package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The marketplaces that are known, each a folder of data: {@code marketplace.json} with its status
 * tables and conventions, {@code order.jslt} with its mapping, and {@code samples/} that both must
 * satisfy.
 *
 * <p>Read and checked once, where a job is submitted; what travels to the operators are texts.
 */
public final class Marketplaces implements Serializable {

  private static final String SHIPPED = "/marketplaces/";

  private final TreeMap<String, Marketplace> byName = new TreeMap<>();

  private Marketplaces() {}

  /** Those that are part of Penstock. */
  public static Marketplaces shipped() {
    Marketplaces marketplaces = new Marketplaces();
    for (String name : resource("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
      marketplaces.add(
          name,
          "marketplaces/" + name,
          resource(name + "/marketplace.json"),
          resource(name + "/order.jslt"));
    }
    return marketplaces;
  }

  /**
   * Those that are part of Penstock and further ones; a further one of the same name replaces ours.
   *
   * @param folder holds a folder for each marketplace; blank for none
   * @throws IllegalArgumentException for files that are missing or wrong: which one, and where
   */
  public static Marketplaces shippedAnd(String folder) {
    Marketplaces marketplaces = shipped();
    if (folder.isBlank()) {
      return marketplaces;
    }
    try (Stream<Path> found = Files.list(Path.of(folder))) {
      for (Path each : found.filter(Files::isDirectory).sorted().toList()) {
        if (!String.valueOf(each.getFileName()).startsWith(".")) {
          marketplaces.add(each);
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the folder of marketplaces cannot be read: " + folder, unreadable);
    }
    return marketplaces;
  }

  /**
   * One alone.
   *
   * @param folder its own
   * @throws IllegalArgumentException for files that are missing or wrong: which one, and where
   */
  static Marketplaces of(Path folder) {
    Marketplaces marketplaces = new Marketplaces();
    try {
      marketplaces.add(folder);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the folder cannot be read: " + folder, unreadable);
    }
    return marketplaces;
  }

  /** Without aliases. */
  public SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** By name or alias, in whatever case; null where there is none. */
  @Nullable Marketplace find(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    Marketplace exact = byName.get(wanted);
    if (exact != null) {
      return exact;
    }
    for (Marketplace marketplace : byName.values()) {
      if (marketplace.aliases().contains(wanted)) {
        return marketplace;
      }
    }
    return null;
  }

  List<Marketplace> all() {
    return List.copyOf(byName.values());
  }

  private void add(Path folder) throws IOException {
    add(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        folder.toString(),
        file(folder.resolve("marketplace.json")),
        file(folder.resolve("order.jslt")));
  }

  private void add(String name, String source, String settings, String mapping) {
    if (!name.equals(name.toLowerCase(Locale.ROOT)) || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(source + ": the name of a marketplace is lower case");
    }
    Marketplace marketplace =
        new Marketplace(name, aliases(settings, source), source, settings, mapping);
    Mapping.of(marketplace);
    byName.put(name, marketplace);
  }

  private static List<String> aliases(String settings, String source) {
    List<String> aliases = new ArrayList<>();
    for (JsonNode alias :
        Mapping.settings(settings, source + "/marketplace.json").path("aliases")) {
      aliases.add(alias.asText().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(aliases);
  }

  private static String file(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("the marketplace lacks a file: " + file, missing);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Marketplaces.class.getResourceAsStream(SHIPPED + name)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + SHIPPED + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
