package io.penstock.connectors.marketplace;

import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of what an order or a message of a warehouse says, the same in every run and on
 * every machine: FNV-1a, whole characters and half numbers at a time, over its components in a
 * fixed order, each text with its length or a mark for none. Two that differ in one number or
 * character never read alike.
 *
 * <p>It tells a redelivery from a change; it does not protect against anybody who wants to collide.
 */
public final class ContentHash {

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long hash = BASIS;

  public static long of(Order order) {
    ContentHash hash = new ContentHash();
    hash.add(order);
    return hash.hash;
  }

  /** All of it, its id included. */
  public static long of(WmsEvent message) {
    ContentHash hash = new ContentHash();
    hash.add(message);
    return hash.hash;
  }

  /** Of any text, as 16 digits. */
  static String of(String text) {
    ContentHash hash = new ContentHash();
    hash.add(text);
    return HexFormat.of().toHexDigits(hash.hash);
  }

  private void add(Order order) {
    add(order.marketplace());
    add(order.shop());
    add(order.orderId());
    add(order.status().name());
    add(order.currency());
    add(order.totalMinor());
    add(order.freightMinor());
    add(order.discountMinor());
    add(order.subsidyMinor());
    add(order.taxMinor());
    add(order.differenceMinor());
    add(order.payout());
    add(order.createdAt());
    add(order.paidAt());
    add(order.modifiedAt());
    add(order.shipBy());
    add(order.zone());
    add(order.cashOnDelivery() ? 1 : 0);
    add(order.buyer());
    add(order.consignee());
    add(order.buyerMessage());
    add(order.sellerMemo());
    add(order.lines().size());
    order.lines().forEach(this::add);
    add(order.flags().size());
    order.flags().forEach(this::add);
  }

  private void add(OrderLine line) {
    add(line.lineId());
    add(line.sku());
    add(line.title());
    add(line.quantity());
    add(line.unitPriceMinor());
    add(line.discountMinor());
    add(line.subsidyMinor());
    add(line.amountMinor());
    add(line.freightMinor());
    add(line.taxMinor());
    add(line.status().name());
    add(line.refund().name());
  }

  private void add(WmsEvent message) {
    add(message.messageId());
    add(message.type().name());
    add(message.owner());
    add(message.warehouse());
    add(message.at());
    add(message.deliveryId());
    add(message.items().size());
    for (WmsEvent.Item item : message.items()) {
      add(item.sku());
      add(item.quantity());
      add(item.quality() == null ? null : item.quality().name());
      add(item.becomes() == null ? null : item.becomes().name());
    }
    add(message.carrier());
    add(message.trackingNumber());
    add(message.reason());
    add(message.weightGrams() == null ? 0 : message.weightGrams());
    add(message.position() == null ? 0 : message.position());
    add(message.asOf() == null ? 0 : message.asOf() + 1);
    if (message.purchaseOrder() != null) {
      add(message.purchaseOrder()); // What was kept of others before there were any stays as it is.
    }
  }

  private void add(@Nullable Money money) {
    add(money == null ? null : money.currency());
    add(money == null ? 0 : money.minorUnits());
  }

  private void add(Consignee consignee) {
    add(consignee.name());
    add(consignee.phone());
    add(consignee.country());
    add(consignee.region());
    add(consignee.city());
    add(consignee.district());
    add(consignee.street());
    add(consignee.postcode());
    add(consignee.token());
  }

  private void add(@Nullable Instant time) {
    add(time == null ? Long.MIN_VALUE : time.toEpochMilli());
  }

  private void add(@Nullable String text) {
    if (text == null) {
      add(-1);
      return;
    }
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      mix(text.charAt(i));
    }
  }

  private void add(long number) {
    mix((int) number);
    mix((int) (number >>> Integer.SIZE));
  }

  private void mix(int unit) {
    hash = (hash ^ (unit & 0xffffffffL)) * PRIME;
  }
}
