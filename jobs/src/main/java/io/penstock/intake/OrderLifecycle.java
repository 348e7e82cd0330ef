package io.penstock.intake;

import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.OrderVersion.Outcome;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.KeptVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a received order is new, a repetition, or older than what we have. Knows nothing
 * of Flink, Kafka or the clock.
 *
 * <p>Marketplaces deliver at least once and in any order, and their times have seconds. So the
 * newer is decided by (modified time, status, content), in this precedence: two changes within one
 * second are told apart by how far the order is, and where even that is equal the choice is
 * arbitrary, flagged, and the same in every run.
 */
public final class OrderLifecycle {

  /**
   * What comes of a received order.
   *
   * @param kept what to remember from now on
   */
  public record Decision(KeptVersion kept, OrderVersion version) {}

  /** Judges a received order against what is kept of it, if anything. */
  public static Decision receive(@Nullable KeptVersion kept, ReceivedOrder received) {
    if (kept == null || kept.version() == 0) {
      return accept(kept, received, false, false);
    }
    if (kept.contentHash() == received.contentHash()) {
      return keep(kept, received, Outcome.REDELIVERED, false);
    }
    if (isOvertaken(kept, received)) {
      return keep(kept, received, Outcome.STALE, false);
    }
    int order = received.order().modifiedAt().compareTo(kept.modifiedAt());
    if (order == 0) {
      order = received.order().status().compareTo(kept.status());
    }
    if (order == 0 && kept.toldAt() != null) {
      return accept(kept, received, false, false);
    }
    boolean conflicting = order == 0;
    if (conflicting) {
      order = Long.compareUnsigned(received.contentHash(), kept.contentHash());
    }
    if (order < 0) {
      return keep(kept, received, Outcome.STALE, conflicting);
    }
    boolean reopened =
        kept.status() == OrderStatus.CANCELLED
            && received.order().status() != OrderStatus.CANCELLED;
    return accept(kept, received, conflicting, reopened);
  }

  /**
   * Whether news have told of that moment or a later one, and the order was further then: without
   * them a change that the marketplace made before it cancelled an order would bring it back to
   * life.
   */
  private static boolean isOvertaken(KeptVersion kept, ReceivedOrder received) {
    return kept.toldAt() != null
        && received.order().status().compareTo(kept.status()) < 0
        && !received.order().modifiedAt().isAfter(kept.toldAt());
  }

  private static Decision accept(
      @Nullable KeptVersion before, ReceivedOrder received, boolean conflicting, boolean reopened) {
    KeptVersion now =
        new KeptVersion(
            before == null ? 1 : before.version() + 1,
            received.order().modifiedAt(),
            received.order().status(),
            received.contentHash(),
            null,
            before == null ? null : before.awaited(),
            before == null ? null : before.heardAt(),
            List.of());
    return new Decision(
        now, new OrderVersion(received, Outcome.ACCEPTED, now.version(), conflicting, reopened));
  }

  private static Decision keep(
      KeptVersion kept, ReceivedOrder received, Outcome outcome, boolean conflicting) {
    return new Decision(
        kept, new OrderVersion(received, outcome, kept.version(), conflicting, false));
  }

  private OrderLifecycle() {}
}
