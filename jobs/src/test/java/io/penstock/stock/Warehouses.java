package io.penstock.stock;

import static io.penstock.stock.StockSamples.inCount;

import io.penstock.model.Delivery;
import io.penstock.model.Quality;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the warehouses of a {@link World}, as they themselves know it, and the counts that
 * they take of it: some goods are found, and some are not.
 */
final class Warehouses {

  /** A count that was taken and not told yet. */
  private record Count(String warehouse, long asOf, List<Item> items) {}

  private final Random dice;
  private final Map<String, Long> positions = new HashMap<>();
  private final Map<String, Integer> lying = new HashMap<>();
  private final Set<String> messages = new HashSet<>();
  private final Set<String> left = new HashSet<>();
  private final List<Count> counts = new ArrayList<>();

  Warehouses(Random dice) {
    this.dice = dice;
  }

  /**
   * What a warehouse says, with its place in the warehouse's count of messages: the one that it
   * had, where it is a repetition.
   *
   * @param delivery the one that it is about, as its warehouse knows it
   */
  StockInput say(StockInput input, WmsEvent message, @Nullable Delivery delivery) {
    if (message.position() != null) {
      return input;
    }
    happens(message, delivery);
    long position = positions.merge(message.warehouse(), 1L, Long::sum);
    return inCount(input, position, message.asOf());
  }

  private void happens(WmsEvent message, @Nullable Delivery delivery) {
    if (!messages.add(message.warehouse() + "/" + message.messageId())) {
      return;
    }
    for (Item item : message.items()) {
      if (message.tellsOfGoods() && message.type() != Type.SNAPSHOT) {
        int units = message.type() == Type.RECLASSIFIED ? -item.quantity() : item.quantity();
        move(message.warehouse(), item.sku(), message.quality(item), units);
        if (item.becomes() != null) {
          move(message.warehouse(), item.sku(), item.becomes(), item.quantity());
        }
      }
    }
    if (delivery != null && delivery.warehouse().equals(message.warehouse())) {
      leaves(message, delivery);
    }
  }

  /** What is named is here no more; the last message without names means all. */
  private void leaves(WmsEvent message, Delivery delivery) {
    switch (message.type()) {
      case PARTLY_SHIPPED, SHORT_PICK -> {
        for (Item item : message.items()) {
          move(message.warehouse(), item.sku(), Quality.GOOD, -item.quantity());
        }
      }
      case SHIPPED -> {
        if (left.add(delivery.deliveryId())) {
          for (Delivery.Line line : delivery.lines()) {
            move(message.warehouse(), line.sku(), Quality.GOOD, -line.quantity());
          }
        }
      }
      default -> {}
    }
  }

  private void move(String warehouse, String sku, Quality quality, int units) {
    lying.merge(place(warehouse, sku, quality), units, Integer::sum);
  }

  /** Counts articles; sometimes not what the books of the warehouse say. */
  void count(String warehouse, List<String> skus) {
    List<Item> items = new ArrayList<>();
    for (String sku : skus) {
      for (Quality quality : Quality.values()) {
        int known = lying.getOrDefault(place(warehouse, sku, quality), 0);
        int wrong = dice.nextInt(3) == 0 ? dice.nextInt(5) - 3 : 0;
        int found = Math.max(0, known + wrong);
        lying.put(place(warehouse, sku, quality), found);
        if (found > 0 || quality == Quality.GOOD) {
          items.add(new Item(sku, found, quality, null));
        }
      }
    }
    // The count has a place of its own, or two of them could be of the same moment.
    counts.add(new Count(warehouse, positions.merge(warehouse, 1L, Long::sum), items));
  }

  /**
   * One of the counts that were taken; absent where all were told.
   *
   * @param messageId gives the next id of a warehouse's messages
   */
  @Nullable StockInput tellOfACount(UnaryOperator<String> messageId, Instant at) {
    if (counts.isEmpty()) {
      return null;
    }
    Count count = counts.remove(dice.nextInt(counts.size()));
    return inCount(
        StockSamples.message(
            messageId.apply(count.warehouse()),
            Type.SNAPSHOT,
            count.warehouse(),
            at,
            null,
            count.items()),
        null,
        count.asOf());
  }

  private static String place(String warehouse, String sku, Quality quality) {
    return warehouse + "/" + sku + "/" + quality;
  }
}
