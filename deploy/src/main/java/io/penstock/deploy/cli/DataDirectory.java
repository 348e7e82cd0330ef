package io.penstock.deploy.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers keep their data. A directory that the person named stays; one of our own is
 * removed at the end.
 */
final class DataDirectory implements AutoCloseable {

  /** Read by {@code log4j2.properties}: the folder of the log file. */
  private static final String LOG_DIRECTORY = "penstock.log.dir";

  private final Path path;
  private final boolean temporary;

  private DataDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** From now on the log file lies there, too. */
  static DataDirectory open(@Nullable Path named) throws IOException {
    Path path =
        named == null
            ? Files.createTempDirectory("penstock-")
            : Files.createDirectories(named.toAbsolutePath());
    System.setProperty(LOG_DIRECTORY, path.toString());
    return new DataDirectory(path, named == null);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.walkFileTree(path, new Removal());
    }
  }

  /** Servers remove files of their own while they end: what is gone is gone. */
  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
