package io.penstock.stock.books;

import io.penstock.state.ArticleVersion;
import io.penstock.state.Expected;
import io.penstock.state.Fence;
import io.penstock.state.Fences;
import io.penstock.state.Offering.Wanted;
import io.penstock.state.SkuStock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of an article each channel may offer. What those want who wait is taken off first of
 * what is set aside for their own channel, then of what is nobody's; so a fence keeps its units for
 * its channel although others wait, and who waits for a quota takes nothing from others.
 */
public final class Offers {

  private final boolean known;

  /** What is offered beyond that: the oversell allowance, and what may be sold before it comes. */
  private final long beyond;

  /** What is to come, whether it may be sold before or not. */
  private final long expected;

  /** What is there and neither locked nor kept back. */
  private final long free;

  private final List<Fence> fences;
  private final List<Wanted> waiting;

  /**
   * @param now the end of the latest wave
   */
  Offers(SkuStock row, Instant now) {
    ArticleVersion article = row.article(now);
    known = row.announced();
    long presale = 0;
    long all = 0;
    for (Expected one : row.offering().expected().toCome(now)) {
      all += one.left(now);
      presale += one.presale() ? one.left(now) : 0;
    }
    expected = all;
    beyond = article.oversell() + presale;
    free = row.available() - article.safetyStock();
    fences = row.offering().fences().holding(now);
    waiting = row.offering().waiting();
  }

  /** Of all channels together. */
  public long availableToPromise() {
    return Math.max(0, free);
  }

  /** Units that are to come in time. */
  public long expected() {
    return expected;
  }

  /** What shops may offer for which there is no fence. */
  public long shared() {
    return offered((Fence) null);
  }

  /** The channels for which there is a fence, by name. */
  public List<String> channels() {
    return fences.stream().map(Fence::channel).toList();
  }

  /** What the shops of a channel may offer, for which there is a fence or a wider one or none. */
  public long offered(String channel) {
    return offered(Fences.of(fences, channel));
  }

  private long offered(@Nullable Fence own) {
    if (!known) {
      return 0;
    }
    long nobodys = free - Availability.restOfOthers(fences, null);
    long others = own == null ? 0 : beyondItsFence(null);
    for (Fence fence : fences) {
      others += fence.equals(own) ? 0 : beyondItsFence(fence);
    }
    long shared = Math.min(0, nobodys) + Math.max(0, Math.max(0, nobodys) + beyond - others);
    long wanted = wanted(own);
    if (own == null) {
      return Math.max(0, shared - wanted);
    }
    long most = own.left() == Long.MAX_VALUE ? Long.MAX_VALUE : own.left() - wanted;
    return Math.max(0, Math.min(own.rest() + shared - wanted, most));
  }

  private long beyondItsFence(@Nullable Fence fence) {
    return Math.max(0, wanted(fence) - (fence == null ? 0 : fence.rest()));
  }

  /** What those want who wait and may have it some time. */
  private long wanted(@Nullable Fence own) {
    long units = 0;
    for (Wanted one : waiting) {
      units += Objects.equals(own, Fences.of(fences, one.shop())) ? one.units() : 0;
    }
    return own == null ? units : Math.min(units, own.left());
  }
}
