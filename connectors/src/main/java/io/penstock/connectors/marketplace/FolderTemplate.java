package io.penstock.connectors.marketplace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the folder of a new marketplace: one that passes its check, to be changed from there. */
public final class FolderTemplate {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private static final List<String> FILES =
      List.of("marketplace.json", "order.jslt", "samples/paid.json", "samples/paid.expected.json");

  /**
   * Writes the files.
   *
   * @param parent is created if absent
   * @param name lower case; the first part of the keys of the marketplace's orders
   * @return the folder
   * @throws IllegalArgumentException for a bad name, or a folder that is there already
   */
  public static Path write(Path parent, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a name: '" + name + "'; a-z, 0-9 and - are, at most 40 of them, a letter first");
    }
    Path folder = parent.resolve(name);
    if (Files.exists(folder)) {
      throw new IllegalArgumentException("there is a folder already: " + folder);
    }
    Files.createDirectories(folder.resolve("samples"));
    for (String file : FILES) {
      Files.writeString(folder.resolve(file), template(file).replace("${name}", name));
    }
    return folder;
  }

  private static String template(String file) throws IOException {
    try (InputStream in =
        FolderTemplate.class.getResourceAsStream("/marketplace-template/" + file)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: marketplace-template/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private FolderTemplate() {}
}
