package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.Inbound;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who sends goods to the warehouses of a {@link World}: later than was said, more or fewer, in
 * several lots, some of them broken, and some before anything was said of them.
 */
final class Suppliers {

  private static final List<String> SKUS = List.of("A", "B", "C", "D");
  private static final List<String> WAREHOUSES = List.of("w1", "w2", "w3");

  private final Random dice;
  private final List<Inbound> published = new ArrayList<>();

  Suppliers(long seed) {
    this.dice = new Random(~seed * 31);
  }

  /**
   * What is heard of goods, once in a while.
   *
   * @param message gives the id of a warehouse's next message
   */
  @Nullable StockInput more(Instant at, UnaryOperator<String> message) {
    int chance = dice.nextInt(10);
    if (chance < 2 || published.isEmpty()) {
      Instant from = dice.nextInt(3) == 0 ? at.plusMillis(100L * dice.nextInt(6)) : Instant.EPOCH;
      return publish(said(any(SKUS), "p" + published.size(), at), from, at);
    }
    Inbound known = any(published);
    return switch (chance) {
      case 2 -> publish(said(known.sku(), known.purchaseOrder(), at), at, at);
      case 3 -> StockSamples.published(Reference.end(Reference.Type.INBOUND, known.id(), at), at);
      case 4, 5, 6 -> received(known.sku(), known.purchaseOrder(), at, message);
      case 7 -> received(any(SKUS), "p" + published.size(), at, message);
      default -> null;
    };
  }

  private Inbound said(String sku, String purchaseOrder, Instant at) {
    Instant expectedAt = at.plusMillis(150L * (1 + dice.nextInt(10)));
    return new Inbound(
        POOL, sku, purchaseOrder, 2 + dice.nextInt(12), expectedAt, dice.nextBoolean());
  }

  private StockInput publish(Inbound inbound, Instant from, Instant at) {
    published.add(inbound);
    return StockSamples.published(Reference.of(inbound.id(), from, inbound), at);
  }

  private StockInput received(
      String sku, String purchaseOrder, Instant at, UnaryOperator<String> message) {
    String warehouse = any(WAREHOUSES);
    Quality quality = dice.nextInt(4) == 0 ? Quality.DAMAGED : null;
    Item item = new Item(sku, 1 + dice.nextInt(4), quality, null);
    return StockSamples.ordered(
        purchaseOrder,
        StockSamples.message(
            message.apply(warehouse), Type.RECEIPT, warehouse, at, null, List.of(item)));
  }

  private <T> T any(List<T> of) {
    return of.get(dice.nextInt(of.size()));
  }
}
