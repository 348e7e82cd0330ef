package io.penstock.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an order that waits wants of the articles in whose queues it stands. */
public record Lack(List<Units> articles) {

  public static final Lack NONE = new Lack(List.of());

  /**
   * Units of one article.
   *
   * @param expectedAt when they are promised to be there; {@link #THERE} where nothing is missing,
   *     absent where nobody knows
   */
  public record Units(String sku, long units, @Nullable Instant expectedAt) {

    public static final Instant THERE = Instant.EPOCH;

    /** The same, promised for another time. */
    public Units expectedAt(@Nullable Instant when) {
      return new Units(sku, units, when);
    }
  }

  /** When all of it is promised to be there; absent where nobody knows, or nothing is missing. */
  public @Nullable Instant expectedAt() {
    Instant last = Units.THERE;
    for (Units one : articles) {
      Instant when = one.expectedAt();
      if (when == null) {
        return null;
      }
      last = when.isAfter(last) ? when : last;
    }
    return last.equals(Units.THERE) ? null : last;
  }

  /** Whether the other wants as many of the same articles, whenever they are promised. */
  public boolean isOfSameUnits(@Nullable Lack other) {
    if (other == null || other.articles.size() != articles.size()) {
      return false;
    }
    for (int i = 0; i < articles.size(); i++) {
      Units here = articles.get(i);
      Units there = other.articles.get(i);
      if (here.units != there.units || !Objects.equals(here.sku, there.sku)) {
        return false;
      }
    }
    return true;
  }
}
