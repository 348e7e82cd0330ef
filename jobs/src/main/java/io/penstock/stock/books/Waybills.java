package io.penstock.stock.books;

import io.penstock.Versions;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.WaybillRange;
import io.penstock.state.WaybillBook;
import io.penstock.state.WaybillBook.Given;
import io.penstock.state.WaybillBook.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of waybills that carriers have given to a pool. A parcel is given one when its goods
 * are locked. It gives it back if it is given up before anybody was told of it; else the number has
 * been used, whatever becomes of the parcel and whatever is published again.
 */
public final class Waybills {

  private final StockRows rows;
  private final Alarm alarm;
  private final Instant now;
  private final List<Reason> warnings = new ArrayList<>();
  private @Nullable Ranges effective;
  private boolean cameBack;

  /** A range that holds, and what follows from it. */
  private record Numbers(WaybillRange range, Shape shape, long first, long last) {

    static Numbers of(Reference reference) {
      WaybillRange range = reference.waybillRange();
      if (range == null) {
        throw new IllegalStateException("no range: " + reference.id());
      }
      String prefix = range.prefix() == null ? "" : range.prefix();
      String suffix = range.suffix() == null ? "" : range.suffix();
      return new Numbers(
          range,
          new Shape(range.carrier(), prefix, range.first().length(), suffix, range.check()),
          Long.parseLong(range.first()),
          Long.parseLong(range.last()));
    }
  }

  /** Those that hold, in the order in which they are used and in that of their first numbers. */
  private record Ranges(List<Numbers> byUse, List<Numbers> byFirst) {}

  /**
   * @param now the end of the wave
   */
  public Waybills(StockRows rows, Alarm alarm, Instant now) {
    this.rows = rows;
    this.alarm = alarm;
    this.now = now;
  }

  /** Numbers were published, or are not to be used any more. */
  public void publish(Reference reference) throws Exception {
    WaybillBook book = rows.waybills();
    List<Reference> ranges = new ArrayList<>();
    List<Reference> versions = new ArrayList<>();
    for (Reference known : book.ranges()) {
      (known.id().equals(reference.id()) ? versions : ranges).add(known);
    }
    ranges.addAll(Versions.merge(versions, reference, now));
    TreeSet<String> carriers = new TreeSet<>(book.carriers());
    if (reference.waybillRange() != null) {
      carriers.add(reference.waybillRange().carrier());
    }
    rows.keep(
        new WaybillBook(List.copyOf(ranges), book.given(), List.copyOf(carriers), book.warned()));
    effective = null;
    forgetWarnings();
    if (reference.effectiveFrom().isAfter(now)) {
      alarm.wake(reference.effectiveFrom());
    }
  }

  /** All carriers that ever had numbers, by name. */
  public List<String> carriers() throws Exception {
    return rows.waybills().carriers();
  }

  /** Whether parcels of that carrier have the pool's numbers, and not those of the warehouses. */
  public boolean isNumbered(String carrier) throws Exception {
    for (Numbers numbers : effective().byUse()) {
      if (numbers.range().carrier().equals(carrier)) {
        return true;
      }
    }
    return false;
  }

  /** How many are left for parcels of that carrier, wherever they leave. */
  public long left(String carrier) throws Exception {
    return left(range -> range.carrier().equals(carrier));
  }

  /** How many more parcels of that carrier may leave there; more than enough where any may. */
  public long left(String carrier, String warehouse) throws Exception {
    return isNumbered(carrier) ? left(range -> range.isFor(carrier, warehouse)) : Long.MAX_VALUE;
  }

  /** Numbers of such ranges that no parcel has. One that two ranges have in common counts once. */
  private long left(Predicate<WaybillRange> which) throws Exception {
    long left = 0;
    Map<Shape, Long> counted = new HashMap<>();
    for (Numbers numbers : effective().byFirst()) {
      Given given = which.test(numbers.range()) ? given(numbers.shape()) : null;
      if (given != null) {
        long from = Math.max(numbers.first(), counted.getOrDefault(given.shape(), -1L) + 1);
        if (from <= numbers.last()) {
          left += numbers.last() - from + 1 - given.count(from, numbers.last());
          counted.put(given.shape(), numbers.last());
        }
      }
    }
    return left;
  }

  /** The number of a parcel; absent where its warehouse gives it one, or none is left. */
  public @Nullable String take(String carrier, String warehouse) throws Exception {
    for (Numbers numbers : effective().byUse()) {
      Given given = numbers.range().isFor(carrier, warehouse) ? given(numbers.shape()) : null;
      long next = given == null ? -1 : given.next(numbers.first(), numbers.last());
      if (given != null && next >= 0) {
        keep(given.with(next));
        warn(carrier, warehouse);
        return given.shape().number(next);
      }
    }
    return null;
  }

  /** Nobody was told of that number. */
  public void giveBack(String carrier, String number) throws Exception {
    for (Given given : rows.waybills().given()) {
      long serial = given.shape().carrier().equals(carrier) ? given.shape().serial(number) : -1;
      if (serial >= 0) {
        keep(given.without(serial));
        cameBack = true;
        return;
      }
    }
  }

  /** Whether numbers came back since this was asked last. */
  public boolean cameBack() {
    boolean did = cameBack;
    cameBack = false;
    return did;
  }

  /** What must be told of numbers that are almost used up; it is told once. */
  public List<Reason> warnings() {
    List<Reason> told = List.copyOf(warnings);
    warnings.clear();
    return told;
  }

  private void warn(String carrier, String warehouse) throws Exception {
    String whose = carrier + " from " + warehouse;
    WaybillBook book = rows.waybills();
    if (!book.warned().contains(whose) && areFew(carrier, warehouse)) {
      List<String> warned = new ArrayList<>(book.warned());
      warned.add(whose);
      rows.keep(new WaybillBook(book.ranges(), book.given(), book.carriers(), List.copyOf(warned)));
      warnings.add(
          Reason.of("FEW_WAYBILLS_LEFT", whose + ": " + left(carrier, warehouse) + " left"));
    }
  }

  /** Who has enough again is told of the next time. */
  private void forgetWarnings() throws Exception {
    WaybillBook book = rows.waybills();
    List<String> still = new ArrayList<>();
    for (String whose : book.warned()) {
      int from = whose.lastIndexOf(" from ");
      if (areFew(whose.substring(0, from), whose.substring(from + " from ".length()))) {
        still.add(whose);
      }
    }
    rows.keep(new WaybillBook(book.ranges(), book.given(), book.carriers(), List.copyOf(still)));
  }

  private boolean areFew(String carrier, String warehouse) throws Exception {
    double least = 0;
    for (Numbers numbers : effective().byUse()) {
      WaybillRange range = numbers.range();
      if (range.isFor(carrier, warehouse)) {
        Integer percent = range.warnBelow();
        least += range.size() * (percent == null ? WaybillRange.WARN_BELOW : percent) / 100.0;
      }
    }
    return left(carrier, warehouse) < least;
  }

  /**
   * Those of its shape that have a parcel; absent where numbers that look like its own were given
   * by another rule.
   */
  private @Nullable Given given(Shape shape) throws Exception {
    for (Given given : rows.waybills().given()) {
      if (given.shape().looksLike(shape)) {
        return given.shape().equals(shape) ? given : null;
      }
    }
    return new Given(shape, List.of());
  }

  private void keep(Given changed) throws Exception {
    WaybillBook book = rows.waybills();
    List<Given> all = new ArrayList<>(book.given());
    all.removeIf(given -> given.shape().equals(changed.shape()));
    all.add(changed);
    rows.keep(new WaybillBook(book.ranges(), List.copyOf(all), book.carriers(), book.warned()));
  }

  /** The ranges that hold now. */
  private Ranges effective() throws Exception {
    if (effective == null) {
      List<Reference> ranges = new ArrayList<>();
      for (Reference range : rows.waybills().ranges()) {
        List<Reference> versions =
            rows.waybills().ranges().stream()
                .filter(other -> other.id().equals(range.id()))
                .toList();
        if (range.equals(Versions.effective(versions, now))) {
          ranges.add(range);
        }
      }
      ranges.sort(Comparator.comparing(Reference::effectiveFrom).thenComparing(Reference::id));
      List<Numbers> byUse = new ArrayList<>(ranges.size());
      ranges.forEach(range -> byUse.add(Numbers.of(range)));
      List<Numbers> byFirst = new ArrayList<>(byUse);
      byFirst.sort(Comparator.comparingLong(Numbers::first));
      effective = new Ranges(byUse, byFirst);
    }
    return effective;
  }
}
