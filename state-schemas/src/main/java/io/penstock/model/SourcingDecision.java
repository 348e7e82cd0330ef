package io.penstock.model;

import io.penstock.model.Reference.Criterion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In what ways an order could have been shipped, and why it was not shipped in those.
 *
 * @param criteria those of the pool's objective in which the ways differ, what counts most first
 * @param ranking the way that was chosen, then up to five others, best first; one that needs all
 *     the warehouses of a better one, and more, is left out
 * @param excluded warehouses that have some of the goods, but were not asked; absent: none
 * @param passedOver cheaper services that could not be taken; absent: none
 */
public record SourcingDecision(
    Search search,
    List<Criterion> criteria,
    List<Way> ranking,
    @Nullable List<Excluded> excluded,
    @Nullable List<PassedOver> passedOver) {

  /** One for which no cheaper service was passed over. */
  public SourcingDecision(
      Search search,
      List<Criterion> criteria,
      List<Way> ranking,
      @Nullable List<Excluded> excluded) {
    this(search, criteria, ranking, excluded, null);
  }

  /** How far all ways were looked at. */
  public enum Search {
    /** No way is better than the chosen one. */
    EXACT,
    /** There were too many; the chosen one is the best of those that were looked at. */
    BOUNDED
  }

  /**
   * The warehouses that would ship, the best division of the goods over them taken.
   *
   * @param warehouses by name
   * @param score by criterion; the lower is the better
   * @param lostBy the first criterion in which it is worse than the chosen one; absent of that one,
   *     and where only the names of the warehouses decided
   */
  public record Way(List<String> warehouses, List<Long> score, @Nullable Criterion lostBy) {}

  /**
   * A warehouse that was not asked.
   *
   * @param sku the article that it was not asked for; absent: for anything
   */
  public record Excluded(String warehouse, Exclusion reason, @Nullable String sku) {}

  /** Why a warehouse was not asked. */
  public enum Exclusion {
    /** It does not ship to the consignee's region. */
    REGION,
    /** It cannot clear parcels into the consignee's country. */
    CUSTOMS,
    /** The article may not enter the consignee's country. */
    EXPORT_BAR,
    /** It does not take articles of that class. */
    STORAGE_CLASS,
    /** It does not ship the goods of this pool. */
    OWNER,
    /** It refused a delivery of this order before. */
    REFUSED,
    /** No more parcels may leave on that day, and others can ship the order. */
    DAY_FULL,
    /** It could not find goods of this order, and others can ship it. */
    WAS_SHORT
  }

  /** A service that would take a parcel of the chosen way for less than the one that does. */
  public record PassedOver(String warehouse, String carrier, String service, Obstacle reason) {}

  /** Why a service was passed over. */
  public enum Obstacle {
    /** It takes no more parcels on the day on which they leave. */
    QUOTA_USED,
    /** There is no number left for its carrier's waybills. */
    NO_WAYBILL_LEFT
  }
}
