package io.penstock.deploy.bench.path;

import io.penstock.deploy.stack.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM like ours, which ends with this one, whatever ends it. */
final class ChildJvm implements AutoCloseable {

  /**
   * What it has cost so far.
   *
   * @param cpuNanos of user and system, all threads, those that ended included
   * @param compileMillis that its compiler worked
   */
  record Cost(long cpuNanos, long compileMillis) {}

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String ready;

  private ChildJvm(Process process, BufferedReader answers, Path errors)
      throws IOException, StackException {
    this.process = process;
    this.answers = answers;
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    String line = answers.readLine();
    while (line != null && !line.startsWith(Served.READY)) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new StackException(
          "a process did not start: "
              + Files.readString(errors).lines().reduce("", (before, next) -> next));
    }
    this.ready = line.substring(Served.READY.length());
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param main calls {@link Served#untilEnd}
   * @param directory for what it logs
   * @param heap the most that it may take, as {@code 2g}
   */
  static ChildJvm start(Class<?> main, Path directory, String heap, List<String> arguments)
      throws StackException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xms512m");
    command.add("-Xmx" + heap);
    command.add("-Dpenstock.log.dir=" + directory);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    try {
      Path errors = Files.createDirectories(directory).resolve("errors.txt");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try {
        return new ChildJvm(
            process,
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
            errors);
      } catch (IOException | StackException failed) {
        process.destroyForcibly();
        throw failed;
      }
    } catch (IOException failed) {
      throw new StackException("a process did not start: " + failed.getMessage(), failed);
    }
  }

  /** What it said when it was ready. */
  String ready() {
    return ready;
  }

  /** Asks it. */
  synchronized Cost cost() throws IOException {
    questions.write("cost\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("a process ended that was measured");
    }
    int gap = answer.indexOf(' ');
    return new Cost(
        Long.parseLong(answer.substring(0, gap)), Long.parseLong(answer.substring(gap + 1)));
  }

  /** Ends it as {@code kill -9} does, and returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    questions.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
