package io.penstock.plants;

import io.penstock.plants.Plant.StalePlantException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Plants bugs one by one, and shows that the tests catch each. First the tests must pass without
 * any, because a test that fails anyway proves nothing.
 */
final class PlantBugs {

  /** A test without a bug takes a minute; one with a bug mostly fails within seconds. */
  private static final long MOST_SECONDS = 600;

  private static final List<String> OPENED = List.of("java.util", "java.lang", "java.time");

  private final Plants plants;
  private final Path scratch;
  private final String lives;

  private PlantBugs(Path project, String lives) throws IOException {
    this.plants = new Plants(project);
    this.scratch = Files.createTempDirectory(project, "planted");
    this.lives = lives;
  }

  /** What came of a test: of one that passes, and of one that was stopped, nothing is said. */
  private record Outcome(int status, String test, List<String> output, double seconds) {}

  private static final int STOPPED = -1;

  /**
   * Plants them.
   *
   * @param args the copy of the checkout that is built, how many lives the simulation lives, and
   *     the names of the bugs; without names all
   */
  public static void main(String[] args) throws Exception {
    PlantBugs bugs = new PlantBugs(Path.of(args[0]), args[1]);
    Set<String> names = new LinkedHashSet<>(List.of(args).subList(2, args.length));
    try {
      System.exit(bugs.areCaught(bugs.named(names)) ? 0 : 1);
    } catch (StalePlantException e) {
      System.err.println("plant-bugs: the list does not fit the code: " + e.getMessage());
      System.exit(2);
    }
  }

  private List<Plant> named(Set<String> names) throws IOException {
    List<Plant> all = plants.all();
    Set<String> unknown = new LinkedHashSet<>(names);
    all.forEach(plant -> unknown.remove(plant.name()));
    if (!unknown.isEmpty()) {
      throw new StalePlantException("no such bugs: " + unknown);
    }
    return all.stream().filter(plant -> names.isEmpty() || names.contains(plant.name())).toList();
  }

  private boolean areCaught(List<Plant> chosen) throws Exception {
    for (Plant plant : chosen) {
      plants.planted(plant);
    }
    for (String test : new LinkedHashSet<>(chosen.stream().map(Plant::test).toList())) {
      Outcome clean = run(test, List.of());
      System.out.printf("%-44s %-60s %6.1f s%n", "no bug", passed(clean), clean.seconds());
      if (clean.status() != RunTest.PASSED) {
        clean.output().forEach(System.err::println);
        return false;
      }
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Boolean>> caught = new ArrayList<>();
      for (Plant plant : chosen) {
        caught.add(workers.submit(() -> isCaught(plant)));
      }
      int escaped = 0;
      for (Future<Boolean> one : caught) {
        escaped += one.get() ? 0 : 1;
      }
      System.out.printf("%d bugs planted, %d caught%n", chosen.size(), chosen.size() - escaped);
      return escaped == 0;
    } finally {
      workers.shutdownNow();
    }
  }

  private static String passed(Outcome outcome) {
    return outcome.status() == RunTest.PASSED ? "all tests pass" : "FAILS: " + outcome.test();
  }

  private boolean isCaught(Plant plant) throws Exception {
    Path classes = Files.createDirectories(scratch.resolve(plant.name()));
    compile(plant, classes);
    Outcome outcome = run(plant.test(), List.of(classes.toString()));
    boolean caught =
        outcome.status() == RunTest.FAILED || (outcome.status() == STOPPED && plant.hangs());
    String by =
        switch (outcome.status()) {
          case RunTest.FAILED -> outcome.test();
          case RunTest.PASSED -> "ESCAPED: " + plant.says();
          case STOPPED -> caught ? "it hangs" : "HANGS: " + plant.says();
          default -> "BROKEN RUN: " + String.join("\n", outcome.output());
        };
    System.out.printf("%-44s %-60s %6.1f s%n", plant.name(), by, outcome.seconds());
    if (Boolean.getBoolean("plants.why")) {
      outcome.output().stream().limit(12).forEach(line -> System.out.println("    " + line));
    }
    return caught;
  }

  private void compile(Plant plant, Path classes) throws IOException {
    Path source = classes.resolve(plant.type() + ".java");
    Files.writeString(source, plants.planted(plant));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new StalePlantException(plant.name() + " does not compile");
    }
  }

  /**
   * @param first where classes are looked for before all others
   */
  private Outcome run(String test, List<String> first) throws Exception {
    List<String> classpath = new ArrayList<>(first);
    classpath.add(System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dsimulation.pace=SPARSE", "-Dsimulation.lives=" + lives));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath)));
    command.addAll(List.of(RunTest.class.getName(), plants.test(test)));
    Path output = Files.createTempFile(scratch, test, ".txt");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<String> lines = lines(output);
    String failed =
        lines.stream()
            .filter(line -> line.startsWith(RunTest.FAILURE))
            .map(line -> line.substring(RunTest.FAILURE.length()))
            .findFirst()
            .orElse("");
    return new Outcome(ended ? process.exitValue() : STOPPED, failed, lines, seconds);
  }

  /** As many as say what went wrong. */
  private static List<String> lines(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .limit(60)
          .map(line -> line.length() > 400 ? line.substring(0, 400) + " ..." : line)
          .toList();
    }
  }
}
