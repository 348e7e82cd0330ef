package io.penstock.deploy.stack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Asks until something is so, or a deadline has passed. */
public final class Polling {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A question that may fail while a server is not there yet. */
  @FunctionalInterface
  public interface Question {
    boolean ask() throws Exception;
  }

  /**
   * Waits until the answer is yes.
   *
   * @param what ends the sentence "gave up waiting for"
   * @throws StackException after the deadline, with the last failure as its cause, or when the
   *     thread is interrupted
   */
  public static void until(String what, Duration atMost, Question question) throws StackException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (question.ask()) {
          return;
        }
        last = null;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      } catch (Exception notYet) {
        last = notYet;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new StackException("interrupted while waiting for " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    String message = "gave up waiting for " + what + " after " + atMost.toSeconds() + " s";
    throw last == null
        ? new StackException(message)
        : new StackException(message + ": " + reason(last), last);
  }

  /** A future that did not answer in time says nothing. */
  private static String reason(Exception failed) {
    return failed instanceof TimeoutException && failed.getMessage() == null
        ? "no answer"
        : String.valueOf(failed.getMessage());
  }

  private Polling() {}
}
