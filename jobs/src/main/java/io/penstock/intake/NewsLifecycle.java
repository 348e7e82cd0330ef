package io.penstock.intake;

import io.penstock.model.NewsVersion;
import io.penstock.model.NewsVersion.Outcome;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.Awaited;
import io.penstock.state.KeptVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what news of an order do, which say less than the order itself. Knows nothing of Flink,
 * Kafka or the clock.
 *
 * <p>News that an order is over or has left move it on, because nothing more need be known to stop.
 * They never release goods: that an order was paid is read from the order itself, with all that was
 * changed in it until then. So for all else, and for an order that we do not know, the marketplace
 * is asked.
 */
final class NewsLifecycle {

  /** How long after a question the same is asked again; after the last one no more. */
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

  /** How much later than it happened something may be told. */
  private static final Duration TOLD_AFTER = Duration.ofMinutes(1);

  /**
   * What comes of news.
   *
   * @param kept what to remember of the order from now on
   */
  record Decision(KeptVersion kept, NewsVersion version) {}

  /** Judges news against what is kept of the order, and against what was asked already. */
  static Decision receive(@Nullable KeptVersion known, ReceivedNews received) {
    KeptVersion kept = known == null ? KeptVersion.NONE : known;
    if (kept.version() > 0) {
      if (statusOf(received.news()) == kept.status()) {
        return unchanged(Outcome.KNOWN, kept, received);
      }
      if (received.at().isBefore(kept.modifiedAt())) {
        return unchanged(Outcome.STALE, kept, received);
      }
      OrderStatus status = datedStatusOf(received.news());
      if (status != null && movesOn(kept, status)) {
        return apply(kept, received, status, received.receivedAt());
      }
    }
    Instant heard = kept.heardAt();
    return heard != null && !received.at().isAfter(heard)
        ? unchanged(Outcome.KNOWN, kept, received)
        : ask(kept, received, 1, received.receivedAt());
  }

  /**
   * What news that came before the order say beyond its content, which has come now; null where
   * they say nothing more.
   *
   * @param content as it came: what is said beyond it comes after it
   */
  static @Nullable Decision beyond(KeptVersion kept, Awaited awaited, ReceivedOrder content) {
    ReceivedNews standing = awaited.standing();
    OrderStatus status = standing == null ? null : datedStatusOf(standing.news());
    return standing != null
            && status != null
            && movesOn(kept, status)
            && !standing.at().isBefore(kept.modifiedAt())
        ? apply(kept, standing, status, later(standing.receivedAt(), content.receivedAt()))
        : null;
  }

  /**
   * Whether an order that came answers the question. One that changes nothing may have been on its
   * way before, unless it is about as new as the news: marketplaces tell a little after the fact.
   */
  static boolean answers(Awaited awaited, OrderVersion version) {
    ReceivedOrder order = version.received();
    ReceivedNews news = awaited.news();
    boolean explains = !order.order().modifiedAt().isBefore(news.at().minus(TOLD_AFTER));
    return explains
        || (version.outcome() == OrderVersion.Outcome.ACCEPTED
            && order.receivedAt().isAfter(news.receivedAt()));
  }

  /** Whether the same is to be asked once more, because nothing came. */
  static boolean isDue(Awaited awaited, Instant now) {
    Instant due = awaited.askAgainAt();
    return due != null && !due.isAfter(now);
  }

  /** The same question once more, at that time. */
  static Decision askAgain(KeptVersion kept, Awaited awaited, Instant now) {
    return ask(kept, awaited.news(), awaited.asked() + 1, now);
  }

  /**
   * Where the order stands as a whole, as news tell that are about just this; null where they are
   * about some lines or other changes.
   */
  private static @Nullable OrderStatus statusOf(OrderNews news) {
    return news.change() == OrderNews.Change.STATUS && news.lineIds().isEmpty()
        ? news.status()
        : null;
  }

  /** The same, of news that say as of when: without that they may be old. */
  private static @Nullable OrderStatus datedStatusOf(OrderNews news) {
    return news.at() == null ? null : statusOf(news);
  }

  private static boolean movesOn(KeptVersion kept, OrderStatus status) {
    return (status.isShipped() || status == OrderStatus.CANCELLED)
        && status.compareTo(kept.status()) > 0;
  }

  /** The content must follow: if it does not come by itself, it is asked for. */
  private static Decision apply(
      KeptVersion kept, ReceivedNews received, OrderStatus status, Instant now) {
    KeptVersion moved =
        kept.movedOn(status, received.at())
            .awaiting(new Awaited(received, received, 0, now.plus(PATIENCE.get(0))));
    return new Decision(moved, new NewsVersion(received, Outcome.APPLIED, moved.version(), 0, now));
  }

  private static Decision unchanged(Outcome outcome, KeptVersion kept, ReceivedNews news) {
    return new Decision(kept, new NewsVersion(news, outcome, kept.version(), 0, news.receivedAt()));
  }

  private static Decision ask(KeptVersion kept, ReceivedNews news, int asked, Instant now) {
    Instant again = asked <= PATIENCE.size() ? now.plus(PATIENCE.get(asked - 1)) : null;
    Awaited before = kept.awaited();
    ReceivedNews standing =
        before == null || datedStatusOf(news.news()) != null ? news : before.standing();
    return new Decision(
        kept.awaiting(new Awaited(news, standing, asked, again)),
        new NewsVersion(news, Outcome.FETCH, kept.version(), asked, now));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private NewsLifecycle() {}
}
