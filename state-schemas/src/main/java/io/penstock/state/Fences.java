package io.penstock.state;

import io.penstock.model.Reference;
import io.penstock.model.RingFence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What channels may have of an article.
 *
 * @param all by channel and beginning: of each channel the one that holds and those to come
 * @param last the number that was given last; 0 where the article never had a fence
 */
public record Fences(List<Fence> all, long last) {

  public static final Fences NONE = new Fences(List.of(), 0);

  /** The same, after a record about that channel was published. */
  public Fences publish(String channel, Reference published, Instant now) {
    RingFence said = published.ringFence();
    Instant from = published.effectiveFrom();
    if (said == null && from.equals(Instant.EPOCH)) {
      List<Fence> rest = new ArrayList<>(all);
      rest.removeIf(one -> one.channel().equals(channel));
      return new Fences(List.copyOf(rest), last);
    }
    Fence same = null;
    for (Fence one : all) {
      if (one.channel().equals(channel) && one.from().equals(from)) {
        same = one;
      }
    }
    Fence next =
        said != null && same != null && !same.ended()
            ? same.saying(said.units(), said.atMost())
            : new Fence(
                channel,
                last + 1,
                from,
                said == null ? null : said.units(),
                said == null ? null : said.atMost(),
                said == null,
                0);
    return new Fences(Dated.publish(all, next, now), last + 1);
  }

  /** Those that hold, one for each channel at most. */
  public List<Fence> holding(Instant now) {
    List<Fence> holding = Dated.holding(all, now);
    return holding.stream().anyMatch(Fence::ended)
        ? holding.stream().filter(one -> !one.ended()).toList()
        : holding;
  }

  /**
   * The one that counts for orders of a shop: the narrowest; absent where none does.
   *
   * @param holding those that hold
   * @param shop {@code marketplace/shop}; {@code marketplace}: any other shop of it
   */
  public static @Nullable Fence of(List<Fence> holding, String shop) {
    String marketplace = shop.indexOf('/') < 0 ? shop : shop.substring(0, shop.indexOf('/'));
    Fence wide = null;
    for (Fence one : holding) {
      if (one.channel().equals(shop)) {
        return one;
      }
      wide = one.channel().equals(marketplace) ? one : wide;
    }
    return wide;
  }

  /** The same, when so many units more are taken of that one, or fewer; one that is over stays. */
  public Fences taking(long number, long units) {
    return new Fences(
        all.stream().map(one -> one.number() == number ? one.taking(units) : one).toList(), last);
  }

  /** Whether that one holds or is to come. */
  public boolean has(long number) {
    return all.stream().anyMatch(one -> one.number() == number);
  }
}
