package io.penstock.stock.sourcing;

import io.penstock.model.OrderLine;
import io.penstock.model.Reference.Partial;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Availability;
import io.penstock.stock.sourcing.Network.Candidate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an order that is short of goods is sent before the rest, where its pool sends parts: the
 * lines that are there, and where lines may be divided, the units. Of a bundle all is sent or
 * nothing, and gifts alone are not.
 */
final class PartialShipment {

  private final Partial terms;
  private final SplitPolicy split;
  private final OrderLock lock;
  private final Candidates candidates;
  private final Availability availability;

  PartialShipment(
      Partial terms,
      SplitPolicy split,
      OrderLock lock,
      Candidates candidates,
      Availability availability) {
    this.terms = terms;
    this.split = split;
    this.lock = lock;
    this.candidates = candidates;
    this.availability = availability;
  }

  /**
   * Where units are taken.
   *
   * @param warehouse absent: anywhere
   */
  private record Place(@Nullable String warehouse, String sku) {}

  /** Some of the lines, and what they are worth in minor units of the order's currency. */
  private record Some(List<Parcel.Line> lines, long worth, boolean ordered) {}

  /** What is sent; nothing where that is worth less than a parcel must be. */
  List<Parcel.Line> of(List<Parcel.Line> demand) throws Exception {
    List<String> all = candidates.asked().stream().map(PartialShipment::name).toList();
    Some best = new Some(List.of(), 0, false);
    // In one parcel, the warehouse that has what is worth most sends it.
    for (List<String> from : split == SplitPolicy.NEVER ? each(all) : List.of(all)) {
      Some some = there(demand, from);
      if (some.ordered() && (!best.ordered() || some.worth() > best.worth())) {
        best = some;
      }
    }
    Long least = terms.minValueMinor();
    return least != null && best.worth() < least ? List.of() : best.lines();
  }

  private static List<List<String>> each(List<String> names) {
    return names.stream().map(List::of).toList();
  }

  private static String name(Candidate candidate) {
    return candidate.warehouse().warehouse();
  }

  private Some there(List<Parcel.Line> demand, List<String> warehouses) throws Exception {
    Map<String, List<Parcel.Line>> byLine = new LinkedHashMap<>();
    for (Parcel.Line line : demand) {
      byLine.computeIfAbsent(line.lineId(), id -> new ArrayList<>(1)).add(line);
    }
    Map<Place, Long> taken = new HashMap<>();
    List<Parcel.Line> there = new ArrayList<>();
    long worth = 0;
    boolean ordered = false;
    for (Map.Entry<String, List<Parcel.Line>> line : byLine.entrySet()) {
      List<Parcel.Line> some = some(line.getValue(), warehouses, taken);
      there.addAll(some);
      OrderLine of = lock.ordered(line.getKey());
      if (of != null && !some.isEmpty()) {
        ordered = true;
        worth += worth(of, some);
      }
    }
    return new Some(there, worth, ordered);
  }

  /** What is there of a line's articles beyond what was taken for others. */
  private List<Parcel.Line> some(
      List<Parcel.Line> articles, List<String> warehouses, Map<Place, Long> taken)
      throws Exception {
    Map<Place, Long> before = new HashMap<>(taken);
    List<Parcel.Line> some = new ArrayList<>(articles.size());
    for (Parcel.Line article : articles) {
      int units = take(article, articles.size() == 1, warehouses, taken);
      if (units == 0) {
        taken.clear();
        taken.putAll(before);
        return List.of();
      }
      some.add(new Parcel.Line(article.lineId(), article.sku(), units));
    }
    return some;
  }

  private int take(
      Parcel.Line article, boolean alone, List<String> warehouses, Map<Place, Long> taken)
      throws Exception {
    boolean divides = split == SplitPolicy.WITHIN_LINES;
    Place anywhere = new Place(null, article.sku());
    long may =
        availability.most(lock.order().order(), article.sku()) - taken.getOrDefault(anywhere, 0L);
    long open = Math.min(article.quantity(), may);
    Map<Place, Long> from = new LinkedHashMap<>();
    for (String warehouse : warehouses) {
      Place place = new Place(warehouse, article.sku());
      long left = candidates.available(article.sku(), warehouse) - taken.getOrDefault(place, 0L);
      if (open > 0 && (divides ? left > 0 : left >= open)) {
        from.put(place, Math.min(left, open));
        open -= Math.min(left, open);
      }
    }
    long units = from.values().stream().mapToLong(Long::longValue).sum();
    long missing = article.quantity() - units;
    if (missing > 0 && !(divides && alone)) {
      return 0;
    }
    from.put(anywhere, units);
    from.forEach((place, some) -> taken.merge(place, some, Long::sum));
    return (int) units;
  }

  /** What all of a demand is worth, in minor units of the order's currency. */
  static long worth(OrderLock lock, List<Parcel.Line> demand) {
    Map<String, List<Parcel.Line>> byLine = new LinkedHashMap<>();
    for (Parcel.Line line : demand) {
      byLine.computeIfAbsent(line.lineId(), id -> new ArrayList<>(1)).add(line);
    }
    long worth = 0;
    for (Map.Entry<String, List<Parcel.Line>> line : byLine.entrySet()) {
      OrderLine of = lock.ordered(line.getKey());
      worth += of == null ? 0 : worth(of, line.getValue());
    }
    return worth;
  }

  /** Of a bundle, all of it. */
  private static long worth(OrderLine line, List<Parcel.Line> some) {
    boolean plain = some.size() == 1 && some.get(0).sku().equals(line.sku());
    return plain
        ? BigInteger.valueOf(line.amountMinor())
            .multiply(BigInteger.valueOf(some.get(0).quantity()))
            .divide(BigInteger.valueOf(line.quantity()))
            .longValueExact()
        : line.amountMinor();
  }
}
