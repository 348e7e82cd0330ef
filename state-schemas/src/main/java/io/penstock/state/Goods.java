package io.penstock.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order is besides the lines that its marketplace knows.
 *
 * @param bundles lines that were taken apart; of a line that has changed since, also what it was,
 *     while a parcel holds goods of it
 * @param gifts by name
 */
public record Goods(List<ExplodedLine> bundles, List<GivenGift> gifts) {

  public static final Goods PLAIN = new Goods(List.of(), List.of());

  /** What has become of a line; absent where it is an article. */
  public @Nullable ExplodedLine exploded(String lineId, String sku) {
    for (ExplodedLine line : bundles) {
      if (line.isOf(lineId, sku)) {
        return line;
      }
    }
    return null;
  }

  /** The line, as it is or as it was, of which this article is a part. */
  public @Nullable ExplodedLine holding(String lineId, String article) {
    for (ExplodedLine line : bundles) {
      if (line.lineId().equals(lineId) && line.component(article) != null) {
        return line;
      }
    }
    return null;
  }

  public boolean hasGift(String gift) {
    return gifts.stream().anyMatch(given -> given.rule().gift().equals(gift));
  }

  /** Whether a line of a parcel is a gift, or was one when the parcel was made. */
  public static boolean isGift(String lineId) {
    return lineId.startsWith(GivenGift.LINE);
  }

  public Goods withBundles(List<ExplodedLine> exploded) {
    return new Goods(exploded, gifts);
  }

  public Goods withGifts(List<GivenGift> given) {
    return new Goods(bundles, given);
  }
}
