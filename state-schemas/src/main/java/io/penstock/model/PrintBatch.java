package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels that a warehouse prints at once (批量打单): those of one carrier that were asked for within
 * one window of time, or a part of them. Each delivery is in exactly one batch, unless it is
 * cancelled before its batch is closed.
 *
 * @param batchId derived from the rest, so that a replay names the same batch: {@code
 *     hangzhou-1/SF/2026-03-01T12:00:00Z/1}
 * @param carrier absent: the warehouse chooses who carries them
 * @param window when the window begins
 * @param number 1, 2, 3, ... within the window
 * @param at when it was closed (event time)
 * @param labels in the order in which their goods are picked
 */
public record PrintBatch(
    String batchId,
    String warehouse,
    @Nullable String carrier,
    Instant window,
    int number,
    Instant at,
    List<Label> labels) {

  /**
   * The label of one delivery.
   *
   * @param position 1, 2, 3, ... within the batch
   * @param owner whose goods they are: the stock pool
   * @param service of the carrier; absent: the warehouse chooses
   * @param waybill the number to print; absent: the warehouse gives it one
   * @param consignee the marketplace's token of the consignee, by which the label is asked for;
   *     absent where there is none
   */
  public record Label(
      int position,
      String deliveryId,
      String owner,
      @Nullable String service,
      @Nullable String waybill,
      @Nullable String consignee) {}

  /** All batches of one warehouse and carrier. */
  public String key() {
    return key(warehouse, carrier);
  }

  public static String key(String warehouse, @Nullable String carrier) {
    return warehouse + "/" + (carrier == null ? "-" : carrier);
  }
}
