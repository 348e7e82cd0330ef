package io.penstock.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders that name one person, in the order in which they came first. Kept in savepoints.
 *
 * @param orders the newest of them: see where they are kept
 */
public record SeenOrders(List<Seen> orders) {

  public static final SeenOrders NONE = new SeenOrders(List.of());

  /**
   * One of them.
   *
   * @param firstAt when its first version came
   * @param livingSince since when goods are to be sent for it; absent where none are
   * @param goods its SKUs, sorted, each once
   * @param denied whether the order was last told that the person is on the denylist
   * @param sameOrder the order that it was last told to be the same as
   */
  public record Seen(
      String orderKey,
      String shop,
      int version,
      boolean open,
      Instant firstAt,
      @Nullable Instant livingSince,
      boolean refunded,
      String goods,
      boolean denied,
      @Nullable String sameOrder) {

    /** The same order, which was told that. */
    public Seen told(boolean thatIsDenied, @Nullable String same) {
      return new Seen(
          orderKey, shop, version, open, firstAt, livingSince, refunded, goods, thatIsDenied, same);
    }
  }
}
