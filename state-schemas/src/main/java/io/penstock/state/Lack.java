package io.penstock.state;

import java.util.List;

/** What an order that waits wants of the articles in whose queues it stands. */
public record Lack(List<Units> articles) {

  /** Units of one article. */
  public record Units(String sku, long units) {}
}
