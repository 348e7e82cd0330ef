package io.penstock.state;

import java.util.List;

/**
 * Who waits for one SKU, or for a warehouse, in the order in which they are served. A long queue is
 * kept in pages, each a row of its own, so that who joins it costs no more than in a short one.
 *
 * @param entries those who wait; empty where they are on pages
 * @param pages in the order of their entries
 * @param lastPage counts the pages there ever were
 */
public record WaitingQueue(List<Waiting> entries, List<Page> pages, long lastPage) {

  /** The name of the queue of those whom no warehouse serves. No SKU is spelt like this. */
  public static final String UNSERVED = "\0unserved";

  /** The name of the queue of those who wait for the number of a waybill of that carrier. */
  public static String waybills(String carrier) {
    return "\0waybills/" + carrier;
  }

  /**
   * A part of a long queue.
   *
   * @param row where it lies
   * @param from no entry that goes before this is on it, unless it is the first page
   */
  public record Page(String row, Waiting from) {}

  public WaitingQueue {
    pages = pages == null ? List.of() : pages;
  }

  /** A short queue, or a page of a long one. */
  public WaitingQueue(List<Waiting> entries) {
    this(entries, List.of(), 0);
  }
}
