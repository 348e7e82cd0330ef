package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The marketplaces that are known, each a folder of data: {@code marketplace.json} with its status
 * tables and conventions, a mapping for each {@link MessageKind} that it sends, and {@code
 * samples/} that they must satisfy.
 *
 * <p>Read and checked once, where a job is submitted; what travels to the operators are texts.
 */
public final class Marketplaces implements Serializable {

  private static final String SHIPPED = "/marketplaces/";
  private static final String SETTINGS = "marketplace.json";

  private final TreeMap<String, Marketplace> byName = new TreeMap<>();

  private Marketplaces() {}

  /** Those that are part of Penstock. */
  public static Marketplaces shipped() {
    Marketplaces marketplaces = new Marketplaces();
    try {
      String index = resource("index.txt");
      if (index == null) {
        throw new IllegalStateException("not in the jar: " + SHIPPED + "index.txt");
      }
      for (String name : index.lines().filter(line -> !line.isBlank()).toList()) {
        marketplaces.add(name, "marketplaces/" + name, files(file -> resource(name + "/" + file)));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
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

  /**
   * Whether a published mapping can be used.
   *
   * @throws IllegalArgumentException for files that are missing or wrong: which one, and where
   */
  public static void check(Reference.Mapping mapping) {
    of(mapping);
  }

  /** One alone, as it was published; throws as {@link #check}. */
  static Marketplaces of(Reference.Mapping mapping) {
    Map<String, String> files = new HashMap<>();
    for (Reference.MappingFile file : mapping.files()) {
      files.put(file.name(), file.text());
    }
    Marketplaces marketplaces = new Marketplaces();
    marketplaces.add(mapping.marketplace(), mapping.marketplace(), files);
    return marketplaces;
  }

  /**
   * What a folder publishes: its settings and mappings, without its samples.
   *
   * @param folder its own
   * @throws IllegalArgumentException for files that are missing or wrong: which one, and where
   */
  public static Reference.Mapping toPublish(Path folder) {
    String name = of(folder).names().first();
    List<Reference.MappingFile> files = new ArrayList<>();
    try {
      new TreeMap<>(files(file -> file(folder.resolve(file))))
          .forEach((file, text) -> files.add(new Reference.MappingFile(file, text)));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the folder cannot be read: " + folder, unreadable);
    }
    return new Reference.Mapping(name, List.copyOf(files));
  }

  /** Without aliases. */
  public SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** What a marketplace lets a seller do; null where there is no such marketplace. */
  public @Nullable Capabilities capabilities(String name) {
    Marketplace marketplace = find(name);
    return marketplace == null ? null : Capabilities.of(marketplace);
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
        files(file -> file(folder.resolve(file))));
  }

  private void add(String name, String source, Map<String, String> files) {
    if (!name.equals(name.toLowerCase(Locale.ROOT)) || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(source + ": the name of a marketplace is lower case");
    }
    String settings = files.get(SETTINGS);
    if (settings == null) {
      throw new IllegalArgumentException(
          "the marketplace lacks a file: " + source + "/" + SETTINGS);
    }
    TreeMap<MessageKind, String> mappings = new TreeMap<>();
    for (MessageKind kind : MessageKind.values()) {
      String mapping = files.get(kind.file());
      if (mapping != null) {
        mappings.put(kind, mapping);
      }
    }
    if (mappings.isEmpty()) {
      throw new IllegalArgumentException(
          "the marketplace lacks a mapping, such as " + source + "/" + MessageKind.ORDER.file());
    }
    Marketplace marketplace =
        new Marketplace(name, aliases(settings, source), source, settings, mappings);
    PayloadFormat.of(marketplace);
    Capabilities.of(marketplace);
    mappings.keySet().forEach(kind -> Mapping.of(marketplace, kind));
    byName.put(name, marketplace);
  }

  /** Reads one of the files of a folder; null where it is absent. */
  @FunctionalInterface
  private interface FileReader {
    @Nullable String read(String file) throws IOException;
  }

  private static Map<String, String> files(FileReader folder) throws IOException {
    Map<String, String> files = new HashMap<>();
    List<String> names = new ArrayList<>(List.of(SETTINGS));
    for (MessageKind kind : MessageKind.values()) {
      names.add(kind.file());
    }
    for (String name : names) {
      String text = folder.read(name);
      if (text != null) {
        files.put(name, text);
      }
    }
    return files;
  }

  private static List<String> aliases(String settings, String source) {
    List<String> aliases = new ArrayList<>();
    for (JsonNode alias :
        Mapping.settings(settings, source + "/marketplace.json").path("aliases")) {
      aliases.add(alias.asText().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(aliases);
  }

  private static @Nullable String file(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException absent) {
      return null;
    }
  }

  private static @Nullable String resource(String name) throws IOException {
    try (InputStream in = Marketplaces.class.getResourceAsStream(SHIPPED + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
