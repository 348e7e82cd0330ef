package io.penstock.state;

import io.penstock.model.Inbound;
import io.penstock.model.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to come of an article.
 *
 * @param all by purchase order and beginning: of each the version that holds and those to come
 */
public record ExpectedGoods(List<Expected> all) {

  public static final ExpectedGoods NONE = new ExpectedGoods(List.of());

  /** The same, after a record about that purchase order was published. */
  public ExpectedGoods publish(String purchaseOrder, Reference published, Instant now) {
    Inbound said = published.inbound();
    Instant from = published.effectiveFrom();
    if (said == null && from.equals(Instant.EPOCH)) {
      List<Expected> rest = new ArrayList<>(all);
      rest.removeIf(one -> one.purchaseOrder().equals(purchaseOrder));
      return new ExpectedGoods(List.copyOf(rest)).at(now);
    }
    long received = 0;
    for (Expected one : all) {
      if (one.purchaseOrder().equals(purchaseOrder)) {
        received = one.received();
      }
    }
    Expected next =
        said == null
            ? new Expected(purchaseOrder, from, 0, from, false, received)
            : new Expected(
                purchaseOrder, from, said.units(), said.expectedAt(), said.presale(), received);
    return new ExpectedGoods(Dated.publish(all, next, now)).at(now);
  }

  /** The same, when so many units of that purchase order came, whatever was said of it. */
  public ExpectedGoods receive(String purchaseOrder, long units, Instant now) {
    boolean known = false;
    List<Expected> next = new ArrayList<>(all.size() + 1);
    for (Expected one : all) {
      boolean came = one.purchaseOrder().equals(purchaseOrder);
      known |= came;
      next.add(came ? one.receiving(units) : one);
    }
    if (known) {
      return new ExpectedGoods(List.copyOf(next));
    }
    // What is said of it may come later; then it holds since ever.
    Expected unsaid = new Expected(purchaseOrder, Instant.EPOCH, 0, now, false, units);
    return new ExpectedGoods(Dated.publish(all, unsaid, now)).at(now);
  }

  /**
   * Without purchase orders of long ago: those that are over for as long as closed orders are kept.
   */
  private ExpectedGoods at(Instant now) {
    Instant longAgo = now.minus(StockState.CLOSED_RETENTION);
    List<Expected> kept = new ArrayList<>(all);
    kept.removeIf(
        one ->
            all.stream()
                .filter(version -> version.purchaseOrder().equals(one.purchaseOrder()))
                .allMatch(version -> version.expectedAt().isBefore(longAgo)));
    return kept.isEmpty() ? NONE : new ExpectedGoods(List.copyOf(kept));
  }

  /** What is still to come, the earliest first. */
  public List<Expected> toCome(Instant now) {
    if (all.isEmpty()) {
      return all;
    }
    List<Expected> toCome = new ArrayList<>(Dated.holding(all, now));
    toCome.removeIf(one -> one.left(now) == 0);
    toCome.sort(Comparator.comparing(Expected::expectedAt));
    return toCome;
  }
}
