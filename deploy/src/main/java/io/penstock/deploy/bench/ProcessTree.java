package io.penstock.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A process and those that it started, as Linux accounts for them. */
record ProcessTree(long pid) {

  /** As {@code proc} tells it to every program, whatever the kernel ticks at. */
  private static final long TICK_NANOS = 10_000_000;

  /** Fields of {@code stat} after the name, which may hold anything but ends with a bracket. */
  private static final int USER = 11;

  private static final int ENDED_CHILDREN_SYSTEM = 14;

  private static final int MOST_LOOKS = 100;

  /**
   * CPU time of user and system so far, in nanoseconds: of the process, of its children that have
   * ended, and of those that live.
   *
   * @throws IOException where the process is not there, or this is no Linux
   */
  long cpuNanos() throws IOException {
    for (int look = 1; ; look++) {
      List<ProcessHandle> children =
          ProcessHandle.of(pid)
              .orElseThrow(() -> new IOException("no process " + pid))
              .children()
              .toList();
      try {
        long ticks = ticks(pid);
        for (ProcessHandle child : children) {
          ticks += ticks(child.pid());
        }
        return ticks * TICK_NANOS;
      } catch (NoSuchFileException ended) {
        // Whether the parent's figure holds it already, only another look can tell.
        if (look == MOST_LOOKS) {
          throw ended;
        }
      }
    }
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = USER; field <= ENDED_CHILDREN_SYSTEM; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks;
  }
}
