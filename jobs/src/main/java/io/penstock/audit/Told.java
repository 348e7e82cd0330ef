package io.penstock.audit;

import io.penstock.model.NewsVersion;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order with what news tell of it. */
final class Told {

  /**
   * The next version of the order: its newest content, further on.
   *
   * @param told says where the order stands, and when
   */
  static OrderVersion apply(ReceivedOrder newest, NewsVersion told) {
    ReceivedNews received = told.received();
    OrderStatus now = Objects.requireNonNull(received.news().status(), "news that moved it on");
    ReceivedOrder moved =
        new ReceivedOrder(
            newest.order().movedOn(now, received.at()),
            newest.contentHash(),
            received.cause(),
            told.at());
    return new OrderVersion(moved, OrderVersion.Outcome.ACCEPTED, told.version(), false, false);
  }

  /**
   * An event that changes nothing of the order, caused by news.
   *
   * @param newest what is known of the order's content, if anything
   */
  static OrderEvent event(OrderEvent.Type type, @Nullable ReceivedOrder newest, NewsVersion told) {
    ReceivedNews received = told.received();
    if (newest == null) {
      return OrderEvent.of(type, received, told.version(), reasons(told))
          .causedBy(received.cause(), told.at(), null);
    }
    ReceivedOrder content =
        new ReceivedOrder(
            newest.order(), newest.contentHash(), received.cause(), received.receivedAt());
    return OrderEvent.of(type, content, told.version(), reasons(told))
        .causedBy(received.cause(), told.at(), null);
  }

  private static List<Reason> reasons(NewsVersion told) {
    OrderNews news = told.received().news();
    Reason what =
        news.event() == null
            ? Reason.of(news.change().name())
            : Reason.of(news.change().name(), "the marketplace calls it " + news.event());
    return told.asked() > 1
        ? List.of(what, Reason.of(Reason.NOT_ANSWERED, "asked " + told.asked() + " times"))
        : List.of(what);
  }

  private Told() {}
}
