package io.penstock.intake;

import static io.penstock.intake.Received.news;
import static io.penstock.intake.Received.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.NewsVersion;
import io.penstock.model.NewsVersion.Outcome;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.Awaited;
import io.penstock.state.KeptVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewsLifecycleTest {

  private @Nullable KeptVersion kept;

  @Test
  void anOrderThatIsNotKnownIsAskedForOnce() {
    assertThat(receive(news("1", OrderStatus.PAID, 5)).outcome()).isEqualTo(Outcome.FETCH);
    assertThat(receive(news("1", OrderStatus.PAID, 5)).outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(receive(news("1", OrderStatus.PAID, 4)).outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(receive(news("1", OrderStatus.CANCELLED, 6)).outcome())
        .as("what was asked for may have been read before this happened")
        .isEqualTo(Outcome.FETCH);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTLY_SHIPPED", "SHIPPED", "DELIVERED", "COMPLETED", "CANCELLED"})
  void anOrderThatLeftOrIsOverMovesOnByNews(OrderStatus now) {
    receive(version(OrderStatus.PAID, 0, 7));

    assertThat(receive(news("1", now, 5)))
        .extracting(NewsVersion::outcome, NewsVersion::version)
        .containsExactly(Outcome.APPLIED, 2);
    assertThat(receive(news("1", now, 5)).outcome()).isEqualTo(Outcome.KNOWN);
  }

  @Test
  void newsNeverReleaseGoods() {
    receive(version(OrderStatus.UNPAID, 0, 7));

    assertThat(receive(news("1", OrderStatus.PAID, 5)))
        .extracting(NewsVersion::outcome, NewsVersion::version)
        .containsExactly(Outcome.FETCH, 1);
  }

  @Test
  void newsThatAreOlderThanTheOrderSayNothing() {
    receive(version(OrderStatus.PAID, 5, 7));

    assertThat(receive(news("1", OrderStatus.CANCELLED, 4)).outcome()).isEqualTo(Outcome.STALE);
    assertThat(receive(news("1", OrderNews.Change.ADDRESS, null, 4)).outcome())
        .isEqualTo(Outcome.STALE);
  }

  @Test
  void aStatusThatGoesBackwardsIsNotTrusted() {
    receive(version(OrderStatus.SHIPPED, 5, 7));

    assertThat(receive(news("1", OrderStatus.PAID, 6)).outcome()).isEqualTo(Outcome.FETCH);
    assertThat(kept).extracting(KeptVersion::status).isEqualTo(OrderStatus.SHIPPED);
  }

  @ParameterizedTest
  @EnumSource(value = OrderNews.Change.class, mode = EnumSource.Mode.EXCLUDE, names = "STATUS")
  void aChangeOfContentIsReadFromTheOrderEvenWhereTheStatusIsTold(OrderNews.Change change) {
    receive(version(OrderStatus.PAID, 0, 7));

    assertThat(receive(news("1", change, OrderStatus.CANCELLED, 5)).outcome())
        .isEqualTo(Outcome.FETCH);
    assertThat(receive(news("1", change, OrderStatus.PAID, 6)).outcome()).isEqualTo(Outcome.FETCH);
  }

  @Test
  void newsOfALineOrWithoutATimeDoNotMoveTheOrder() {
    receive(version(OrderStatus.PAID, 0, 7));
    ReceivedNews whole = news("1", OrderStatus.CANCELLED, 5);
    OrderNews it = whole.news();

    for (OrderNews vague :
        List.of(
            new OrderNews(
                "tmall", "shop-1", "1", null, it.change(), it.status(), it.at(), List.of("11")),
            new OrderNews(
                "tmall", "shop-1", "1", null, it.change(), it.status(), null, List.of()))) {
      KeptVersion before = kept;
      assertThat(receive(new ReceivedNews(vague, whole.cause(), whole.receivedAt())).outcome())
          .isEqualTo(Outcome.FETCH);
      kept = before;
    }
  }

  @Test
  void aListThatSaysWhatIsKnownAsksForNothing() {
    receive(version(OrderStatus.PAID, 0, 7));
    ReceivedNews dated = news("1", OrderStatus.PAID, 5);
    OrderNews listed =
        new OrderNews(
            "tmall",
            "shop-1",
            "1",
            null,
            OrderNews.Change.STATUS,
            OrderStatus.PAID,
            null,
            List.of());

    assertThat(receive(new ReceivedNews(listed, dated.cause(), dated.receivedAt())).outcome())
        .isEqualTo(Outcome.KNOWN);
  }

  @Test
  void aChangeFromBeforeTheCancellationDoesNotBringTheOrderBack() {
    receive(version(OrderStatus.PAID, 0, 7));
    receive(news("1", OrderStatus.CANCELLED, 5));

    assertThat(receive(version(OrderStatus.PAID, 3, 8)).outcome())
        .isEqualTo(OrderVersion.Outcome.STALE);
    assertThat(receive(version(OrderStatus.PAID, 6, 9)))
        .extracting(OrderVersion::outcome, OrderVersion::reopened)
        .as("from after it, it does")
        .containsExactly(OrderVersion.Outcome.ACCEPTED, true);
  }

  @Test
  void theContentThatExplainsTheNewsReplacesThemWithoutAConflict() {
    receive(version(OrderStatus.PAID, 5, 7));
    receive(news("1", OrderStatus.CANCELLED, 5));

    OrderVersion content = receive(version(OrderStatus.CANCELLED, 5, -8));
    assertThat(content.outcome()).isEqualTo(OrderVersion.Outcome.ACCEPTED);
    assertThat(content.conflicting()).isFalse();
    assertThat(content.version()).isEqualTo(3);
    assertThat(kept).extracting(KeptVersion::toldAt).isNull();
  }

  @Test
  void whatWasToldOfTheSameSecondCountsToo() {
    receive(version(OrderStatus.PAID, 0, 7));
    receive(news("1", OrderStatus.CANCELLED, 5));

    assertThat(receive(version(OrderStatus.PAID, 5, 8)).outcome())
        .isEqualTo(OrderVersion.Outcome.STALE);
  }

  /** With contents that are told apart by their time, and news that stop the order. */
  @Test
  void whateverComesFirstTheOrderStandsWhereTheNewestSaysAndNeverBefore() {
    Random dice = new Random(11);
    List<OrderStatus> stops =
        List.of(OrderStatus.SHIPPED, OrderStatus.COMPLETED, OrderStatus.CANCELLED);
    for (int run = 0; run < 3_000; run++) {
      List<ReceivedOrder> contents = new ArrayList<>();
      List<ReceivedNews> told = new ArrayList<>();
      int seconds = 0;
      OrderStatus stands = OrderStatus.UNPAID;
      ReceivedOrder newest = version(stands, seconds, dice.nextLong());
      contents.add(newest);
      for (int i = 0; i < 4; i++) {
        seconds += 1 + dice.nextInt(2);
        if (dice.nextBoolean()) {
          newest =
              version(
                  OrderStatus.values()[Math.max(stands.ordinal(), dice.nextInt(3))],
                  seconds,
                  dice.nextLong());
          stands = newest.order().status();
          contents.add(newest);
        } else {
          OrderStatus stop = stops.get(dice.nextInt(stops.size()));
          if (stop.compareTo(stands) > 0) {
            stands = stop;
            told.add(news("1", stop, seconds));
          }
        }
      }
      List<Object> all = new ArrayList<>(contents);
      all.addAll(told);
      Collections.shuffle(all, dice);
      kept = null;
      int before = 0;
      for (Object each : all) {
        int version =
            each instanceof ReceivedOrder order
                ? arrives(order)
                : receive((ReceivedNews) each).version();
        assertThat(version).as("versions only grow").isGreaterThanOrEqualTo(before);
        before = version;
      }
      assertThat(kept).as("run %d: %s", run, all).extracting(KeptVersion::status).isEqualTo(stands);
    }
  }

  /** As intake takes an order. */
  private int arrives(ReceivedOrder order) {
    KeptVersion before = kept;
    OrderVersion version = receive(order);
    Awaited awaited = before == null ? null : before.awaited();
    KeptVersion now = Objects.requireNonNull(kept);
    if (awaited != null) {
      kept = NewsLifecycle.answers(awaited, version) ? now.answered() : now;
      NewsLifecycle.Decision beyond = NewsLifecycle.beyond(kept, awaited, order);
      if (beyond != null) {
        kept = beyond.kept();
        return beyond.version().version();
      }
    }
    return version.version();
  }

  private OrderVersion receive(ReceivedOrder received) {
    OrderLifecycle.Decision decision = OrderLifecycle.receive(kept, received);
    kept = decision.kept();
    return decision.version();
  }

  private NewsVersion receive(ReceivedNews received) {
    NewsLifecycle.Decision decision = NewsLifecycle.receive(kept, received);
    kept = decision.kept();
    return decision.version();
  }
}
