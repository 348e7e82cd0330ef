package io.penstock.state;

import java.util.List;

/** Who waits for one SKU, or for a warehouse, in the order in which they are served. */
public record WaitingQueue(List<Waiting> entries) {

  /** The name of the queue of those whom no warehouse serves. No SKU is spelt like this. */
  public static final String UNSERVED = "\0unserved";
}
