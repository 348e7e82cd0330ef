package io.penstock.state;

import io.penstock.model.StockLevel.ChannelLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How an article is offered.
 *
 * @param waiting what those who wait in its queue want of it, by shop
 * @param fences what channels may have of it
 * @param bundles those that it is a part of, or that are named as it is, by name
 * @param published what was said of it last; absent where nothing was
 * @param expected what is to come of it
 */
public record Offering(
    List<Wanted> waiting,
    Fences fences,
    List<String> bundles,
    @Nullable Published published,
    ExpectedGoods expected) {

  public static final Offering NONE =
      new Offering(List.of(), Fences.NONE, List.of(), null, ExpectedGoods.NONE);

  public Offering {
    expected = expected == null ? ExpectedGoods.NONE : expected;
  }

  /**
   * Units that orders of one shop want.
   *
   * @param shop {@code marketplace/shop}
   */
  public record Wanted(String shop, long units) {}

  /**
   * A level as it was published, without its time.
   *
   * @param offered what shops may sell for which there is no fence
   * @param channels what those may sell for which there is one; absent where there is none
   */
  public record Published(
      long onHand,
      long locked,
      long availableToPromise,
      boolean bundle,
      long offered,
      @Nullable List<ChannelLevel> channels,
      long expected) {}

  /** The same, when orders of that shop want so many units more, or fewer. */
  public Offering wanting(String shop, long more) {
    long units = more;
    List<Wanted> next = new ArrayList<>(waiting.size() + 1);
    for (Wanted one : waiting) {
      if (one.shop().equals(shop)) {
        units += one.units();
      } else {
        next.add(one);
      }
    }
    if (units < 0) {
      throw new IllegalStateException(shop + " wants " + units + " units");
    }
    if (units > 0) {
      next.add(new Wanted(shop, units));
      next.sort(Comparator.comparing(Wanted::shop));
    }
    return new Offering(List.copyOf(next), fences, bundles, published, expected);
  }

  /** Units that all want who wait. */
  public long wanted() {
    return waiting.stream().mapToLong(Wanted::units).sum();
  }

  public Offering published(Published said) {
    return new Offering(waiting, fences, bundles, said, expected);
  }

  /** The same, as a part of that bundle, or as none any more. */
  public Offering in(String bundle, boolean part) {
    TreeSet<String> next = new TreeSet<>(bundles);
    if (part) {
      next.add(bundle);
    } else {
      next.remove(bundle);
    }
    return new Offering(waiting, fences, List.copyOf(next), published, expected);
  }

  public Offering with(Fences next) {
    return new Offering(waiting, next, bundles, published, expected);
  }

  public Offering with(ExpectedGoods next) {
    return new Offering(waiting, fences, bundles, published, next);
  }
}
