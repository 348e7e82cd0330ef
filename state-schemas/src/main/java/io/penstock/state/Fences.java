package io.penstock.state;

import io.penstock.model.Reference;
import io.penstock.model.RingFence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    List<Fence> next = new ArrayList<>(all);
    RingFence said = published.ringFence();
    if (said == null && published.effectiveFrom().equals(Instant.EPOCH)) {
      next.removeIf(one -> one.channel().equals(channel));
      return new Fences(List.copyOf(next), last);
    }
    Fence same = null;
    for (Fence one : next) {
      if (one.channel().equals(channel) && one.from().equals(published.effectiveFrom())) {
        same = one;
      }
    }
    next.remove(same);
    if (said != null && same != null && !same.ended()) {
      next.add(same.saying(said.units(), said.atMost()));
    } else {
      next.add(
          new Fence(
              channel,
              last + 1,
              published.effectiveFrom(),
              said == null ? null : said.units(),
              said == null ? null : said.atMost(),
              said == null,
              0));
    }
    next.sort(Comparator.comparing(Fence::channel).thenComparing(Fence::from));
    return new Fences(List.copyOf(next), last + 1).at(now);
  }

  /** The same without those that hold no longer, and cannot hold again. */
  private Fences at(Instant now) {
    List<Fence> kept = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Fence one = all.get(i);
      Fence after = i + 1 < all.size() ? all.get(i + 1) : null;
      boolean over =
          after != null && after.channel().equals(one.channel()) && !after.from().isAfter(now);
      if (!over) {
        kept.add(one);
      }
    }
    return new Fences(List.copyOf(kept), last);
  }

  /** Those that hold, one for each channel at most. */
  public List<Fence> holding(Instant now) {
    if (all.isEmpty()) {
      return all;
    }
    List<Fence> holding = new ArrayList<>(all.size());
    Fence before = null;
    for (Fence one : all) {
      if (one.from().isAfter(now)) {
        continue;
      }
      if (before != null && before.channel().equals(one.channel())) {
        holding.remove(before);
      }
      holding.add(one);
      before = one;
    }
    holding.removeIf(Fence::ended);
    return holding;
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
