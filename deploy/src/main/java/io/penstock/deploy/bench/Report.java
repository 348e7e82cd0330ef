package io.penstock.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that was measured in one run, and where.
 *
 * @param command as it was typed, without the launcher
 * @param failures a sentence for each measurement that has no figure
 */
public record Report(Machine machine, String command, List<Measured> rows, List<String> failures) {

  /** Writes it as Markdown, and its pictures beside it; the folder is made if absent. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Files.writeString(file, markdown(stem));
    for (Timeline timeline : timelines()) {
      Files.writeString(file.resolveSibling(picture(stem, timeline)), Picture.of(timeline));
    }
  }

  /**
   * Its text.
   *
   * @param stem stands before the names of its pictures
   */
  String markdown(String stem) {
    StringBuilder text = new StringBuilder();
    text.append("# What Penstock costs beside others\n\n");
    text.append("`deploy/penstock ")
        .append(command)
        .append("` on ")
        .append(machine)
        .append(".\n\n");
    text.append(
        """
        What is compared took turns in one run, unless its line below says otherwise, so a ratio holds
        where an absolute figure does not: median, smallest and largest of the rounds. A run whose
        counts do not check has no figure.

        """);
    text.append(Table.markdown(rows));
    if (!timelines().isEmpty()) {
      text.append("\nOver time:\n");
      for (Timeline one : timelines()) {
        String shown = one.title().replaceAll("[\\\\\\[\\]]", "\\\\$0");
        text.append("\n![%s](%s)\n".formatted(shown, picture(stem, one)));
      }
    }
    if (!failures.isEmpty()) {
      text.append("\nWithout a figure:\n\n");
      failures.forEach(one -> text.append("- ").append(one).append('\n'));
    }
    return text.toString();
  }

  private List<Timeline> timelines() {
    return rows.stream().flatMap(row -> row.timelines().stream()).toList();
  }

  private static String picture(String stem, Timeline timeline) {
    return stem + "-" + timeline.name() + ".svg";
  }
}
