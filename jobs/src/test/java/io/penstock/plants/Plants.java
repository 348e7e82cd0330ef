package io.penstock.plants;

import io.penstock.plants.Plant.StalePlantException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of bugs, and the code that they are for.
 *
 * <p>In a file of the list each bug begins with its name after {@code ==}. Then comes a sentence
 * that says what goes wrong, the promise that it breaks after {@code breaks:}, the class after
 * {@code class:}, and the lines of the class that are replaced, each after {@code -}, by others,
 * each after {@code +}. The test that must catch it, if it is not the simulation, follows {@code
 * test:}; {@code hangs: yes} stands where it may loop for ever.
 */
final class Plants {

  static final String SIMULATION = "StockSimulationTest";

  private final Path project;

  /**
   * @param project the checkout
   */
  Plants(Path project) {
    this.project = project;
  }

  /** All bugs, file by file. */
  List<Plant> all() throws IOException {
    List<Plant> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(project.resolve("jobs/src/test/resources/plants"))) {
      for (Path file : files.sorted().toList()) {
        for (String plant : Files.readString(file).split("(?m)^== ", -1)) {
          if (!plant.isBlank() && !plant.startsWith("#")) {
            all.add(read(plant.lines().toList()));
          }
        }
      }
    }
    return all;
  }

  private static Plant read(List<String> lines) {
    String breaks = "";
    String type = "";
    String test = SIMULATION;
    boolean hangs = false;
    List<String> says = new ArrayList<>();
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("breaks: ")) {
        breaks = line.substring(8);
      } else if (line.startsWith("class: ")) {
        type = line.substring(7);
      } else if (line.startsWith("test: ")) {
        test = line.substring(6);
      } else if (line.equals("hangs: yes")) {
        hangs = true;
      } else if (line.startsWith("-")) {
        before.add(line.substring(1).strip());
      } else if (line.startsWith("+")) {
        after.add(line.substring(1).strip());
      } else if (!line.isBlank()) {
        says.add(line);
      }
    }
    return new Plant(
        lines.get(0).strip(), String.join(" ", says), breaks, type, test, hangs, before, after);
  }

  /** The class that a bug is for, wherever it lies. */
  Path source(Plant plant) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("jobs", "state-schemas")) {
      found.addAll(find(project.resolve(module).resolve("src/main/java"), plant.type() + ".java"));
    }
    if (found.size() != 1) {
      throw new StalePlantException(plant.name() + ": classes of that name: " + found);
    }
    return found.get(0);
  }

  /** The class with the bug in it. */
  String planted(Plant plant) throws IOException {
    return plant.into(Files.readString(source(plant)));
  }

  /** The full name of a test. */
  String test(String simpleName) throws IOException {
    Path tests = project.resolve("jobs/src/test/java");
    List<Path> found = find(tests, simpleName + ".java");
    if (found.size() != 1) {
      throw new StalePlantException("tests of the name " + simpleName + ": " + found);
    }
    String path = tests.relativize(found.get(0)).toString();
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }

  private static List<Path> find(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
