package io.penstock.state;

import io.penstock.model.Reference;
import java.time.Instant;
import java.util.List;

/**
 * What was published of an article, as far as its parcels go by it.
 *
 * @param from when it begins to hold
 * @param weightGrams of one unit
 * @param barredFrom countries that it may not enter from another one; {@code *} is every one
 */
public record ArticleVersion(
    Instant from, Transport transport, int weightGrams, List<String> barredFrom) {

  private static final String EVERY_ONE = "*";

  /** Since ever: it weighs nothing, and goes everywhere with anybody. */
  public static final ArticleVersion PLAIN =
      new ArticleVersion(Instant.EPOCH, Transport.ORDINARY, 0, List.of());

  public ArticleVersion {
    barredFrom = barredFrom == null ? List.of() : barredFrom;
  }

  /** That of a record of the catalogue; one that ends the article leaves it plain. */
  public static ArticleVersion of(Reference published) {
    Reference.Sku sku = published.sku();
    return sku == null
        ? new ArticleVersion(published.effectiveFrom(), Transport.ORDINARY, 0, List.of())
        : new ArticleVersion(
            published.effectiveFrom(),
            Transport.of(sku.storageClass(), sku.carriers()),
            sku.weightGrams() == null ? 0 : sku.weightGrams(),
            sku.barredFrom() == null ? List.of() : sku.barredFrom());
  }

  public boolean isBarredFrom(String country) {
    return barredFrom.contains(country) || barredFrom.contains(EVERY_ONE);
  }
}
