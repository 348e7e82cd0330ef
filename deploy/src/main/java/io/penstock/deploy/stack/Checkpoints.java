package io.penstock.deploy.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The retained checkpoints of the jobs under one directory, from which a later start goes on.
 *
 * @param root holds one folder per job name
 */
record Checkpoints(Path root) {

  /** Where the job writes them. */
  Path of(String job) {
    return root.resolve(job);
  }

  /** The newest complete one; Flink writes {@code _metadata} last. */
  Optional<Path> newestOf(String job) throws StackException {
    Path folder = of(job);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(Checkpoints::writtenAt))
          .map(Path::getParent);
    } catch (IOException unreadable) {
      throw new StackException("the checkpoints in " + folder + " cannot be read", unreadable);
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException vanished) {
      return FileTime.fromMillis(0);
    }
  }
}
