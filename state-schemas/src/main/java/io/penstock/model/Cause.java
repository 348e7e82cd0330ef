package io.penstock.model;

import java.util.Objects;

/**
 * The input record that something follows from: enough to find it again and to replay it.
 *
 * @param topic the full topic name, with its prefix
 */
public record Cause(String topic, int partition, long offset) {

  public Cause {
    Objects.requireNonNull(topic, "topic");
  }

  /** As people quote it: {@code penstock.orders.raw-3@1204}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
