package io.penstock.state;

import io.penstock.model.Reference;
import java.time.Instant;
import java.util.List;

/**
 * What was published of an article, as far as the stock goes by it.
 *
 * @param from when it begins to hold
 * @param weightGrams of one unit
 * @param barredFrom countries that it may not enter from another one; {@code *} is every one
 * @param safetyStock units of all that the pool has that nobody is promised
 * @param oversell units beyond those that can be promised that are offered all the same
 */
public record ArticleVersion(
    Instant from,
    Transport transport,
    int weightGrams,
    List<String> barredFrom,
    int safetyStock,
    int oversell)
    implements Dated {

  private static final String EVERY_ONE = "*";

  /** Since ever: it weighs nothing, and goes everywhere with anybody. */
  public static final ArticleVersion PLAIN =
      new ArticleVersion(Instant.EPOCH, Transport.ORDINARY, 0, List.of());

  public ArticleVersion {
    barredFrom = barredFrom == null ? List.of() : barredFrom;
  }

  /** One of which all is promised that is there, and no more is offered. */
  public ArticleVersion(
      Instant from, Transport transport, int weightGrams, List<String> barredFrom) {
    this(from, transport, weightGrams, barredFrom, 0, 0);
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
            sku.barredFrom() == null ? List.of() : sku.barredFrom(),
            sku.safetyStock() == null ? 0 : sku.safetyStock(),
            sku.oversell() == null ? 0 : sku.oversell());
  }

  /** All versions are of one article. */
  @Override
  public String subject() {
    return "";
  }

  /** Whether more or less of it is offered than is there. */
  public boolean isKeptBackOrOversold() {
    return safetyStock > 0 || oversell > 0;
  }

  public boolean isBarredFrom(String country) {
    return barredFrom.contains(country) || barredFrom.contains(EVERY_ONE);
  }
}
