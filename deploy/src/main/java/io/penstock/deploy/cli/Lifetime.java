package io.penstock.deploy.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a command has started and must end, however the command ends: by itself, by a failure or by
 * Ctrl-C. The last that was started ends first.
 */
final class Lifetime implements AutoCloseable {

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "shutdown");

  Lifetime() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized <T extends AutoCloseable> T own(T part) {
    owned.push(part);
    return part;
  }

  /** Waits until the process is asked to end, at most this long; tells whether it was. */
  boolean isEndingWithin(Duration atMost) throws InterruptedException {
    return ending.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the process is asked to end. */
  void awaitEnd() throws InterruptedException {
    ending.await();
  }

  @Override
  public void close() throws Exception {
    try {
      endOwned();
    } finally {
      if (ending.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private void end() {
    ending.countDown();
    try {
      endOwned();
    } catch (Exception failed) {
      System.err.println("penstock: " + failed.getMessage());
    }
  }

  private synchronized void endOwned() throws Exception {
    Exception first = null;
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception failed) {
        if (first == null) {
          first = failed;
        } else {
          first.addSuppressed(failed);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
