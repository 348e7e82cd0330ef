package io.penstock.deploy.stack;

/** Why the stack cannot run: one line for the person who started it. */
public final class StackException extends Exception {

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
