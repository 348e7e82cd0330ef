package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instruction to one warehouse: send these goods, or stop sending them. Shaped after the
 * delivery order of 奇门 (Qimen).
 *
 * <p>Orders of one consignee may travel together: such a delivery names the first of them, is to be
 * shipped by the earliest of their times, and each line says whose it is.
 *
 * @param deliveryId derived from the order, the allocation and the ordinal, so a replay names the
 *     same delivery: {@code taobao/shop/4711#1.2}, or {@code taobao/shop/4711#1.2+3} with the
 *     parcels of three others
 * @param orderType Qimen's word: {@code JYCK} is a normal sale, {@code DBCK} goods for another
 *     warehouse of the same owner
 * @param owner whose goods they are: the stock pool
 * @param at when it was decided (event time)
 * @param receivedAt when the order reached Penstock, so that the reader can see the delay
 * @param carriers those that may take all of it; absent: any; empty: goods of one order of which no
 *     carrier takes all
 * @param shipping who is to carry it; absent: the warehouse chooses
 * @param toWarehouse to which warehouse goods are moved; absent: they go to the consignee
 */
public record Delivery(
    String deliveryId,
    Action action,
    String orderType,
    String warehouse,
    String owner,
    String marketplace,
    String shop,
    String orderId,
    Instant at,
    Instant receivedAt,
    Instant placedAt,
    @Nullable Instant paidAt,
    @Nullable Instant shipBy,
    Consignee consignee,
    List<Line> lines,
    @Nullable List<String> carriers,
    @Nullable Shipping shipping,
    @Nullable String toWarehouse) {

  /** Goods are moved to another warehouse. */
  public static final String TRANSFER = "DBCK";

  /** One that goes to the consignee. */
  public Delivery(
      String deliveryId,
      Action action,
      String orderType,
      String warehouse,
      String owner,
      String marketplace,
      String shop,
      String orderId,
      Instant at,
      Instant receivedAt,
      Instant placedAt,
      @Nullable Instant paidAt,
      @Nullable Instant shipBy,
      Consignee consignee,
      List<Line> lines,
      @Nullable List<String> carriers,
      @Nullable Shipping shipping) {
    this(
        deliveryId,
        action,
        orderType,
        warehouse,
        owner,
        marketplace,
        shop,
        orderId,
        at,
        receivedAt,
        placedAt,
        paidAt,
        shipBy,
        consignee,
        lines,
        carriers,
        shipping,
        null);
  }

  /** One whose carrier the warehouse chooses. */
  public Delivery(
      String deliveryId,
      Action action,
      String orderType,
      String warehouse,
      String owner,
      String marketplace,
      String shop,
      String orderId,
      Instant at,
      Instant receivedAt,
      Instant placedAt,
      @Nullable Instant paidAt,
      @Nullable Instant shipBy,
      Consignee consignee,
      List<Line> lines,
      @Nullable List<String> carriers) {
    this(
        deliveryId,
        action,
        orderType,
        warehouse,
        owner,
        marketplace,
        shop,
        orderId,
        at,
        receivedAt,
        placedAt,
        paidAt,
        shipBy,
        consignee,
        lines,
        carriers,
        null);
  }

  /**
   * Who is to carry a delivery.
   *
   * @param service the carrier's name for it
   * @param leavesOn the day on which the carrier takes it, by the warehouse's clock: {@code
   *     2026-03-01}; absent: at once
   * @param waybill the number that it is to have; absent: the warehouse gives it one
   */
  public record Shipping(
      String carrier, String service, @Nullable String leavesOn, @Nullable String waybill) {}

  /** What the warehouse is asked to do. */
  public enum Action {
    CREATE,
    CANCEL
  }

  /**
   * Goods of one order line.
   *
   * @param lineNo 1, 2, 3, ... within the delivery
   * @param lineId the marketplace's id of the order line
   * @param orderId whose line it is; absent where the delivery is of one order
   */
  public record Line(
      int lineNo, String lineId, String sku, int quantity, @Nullable String orderId) {}

  /** Whether goods are moved to another warehouse, and not to a buyer. */
  public boolean betweenWarehouses() {
    return toWarehouse != null;
  }

  /** Without the personal data: this text ends up in logs and exceptions. */
  @Override
  public String toString() {
    return "Delivery[" + action + " " + deliveryId + " " + warehouse + "]";
  }
}
