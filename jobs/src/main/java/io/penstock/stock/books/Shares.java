package io.penstock.stock.books;

import io.penstock.connectors.marketplace.Apportionment;
import io.penstock.model.Bundle;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.OrderLine;
import io.penstock.state.ExplodedLine;
import io.penstock.state.Goods;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an order's money, and of the lines that its marketplace knows, goes with a parcel.
 *
 * <p>The amounts of a line's parcels that have left add up to the line's amount once all of it has
 * left: each parcel has what the units up to it are worth less what was told of earlier ones.
 */
public final class Shares {

  private final OrderLock lock;
  private final Parcel parcel;

  /** What remains of a line's correction, by the line's id. */
  private final Map<String, Long> corrections = new HashMap<>();

  /**
   * @param lock with the parcel in it
   */
  private Shares(OrderLock lock, Parcel parcel) {
    this.lock = lock;
    this.parcel = parcel;
  }

  /** The parcel with its amounts, as they are to be remembered once it has left. */
  public static Parcel priced(OrderLock lock, Parcel parcel) {
    Shares shares = new Shares(lock, parcel);
    List<Parcel.Line> priced = new ArrayList<>(parcel.lines().size());
    for (Parcel.Line line : parcel.lines()) {
      priced.add(new Parcel.Line(line.lineId(), line.sku(), line.quantity(), shares.amount(line)));
    }
    return parcel.with(priced);
  }

  /** What an event about the parcel says; before the parcel has left, amounts may still change. */
  static List<EventLine> lines(OrderLock lock, Parcel parcel) {
    Shares shares = new Shares(lock, parcel);
    List<EventLine> lines = new ArrayList<>(parcel.lines().size());
    Map<String, Integer> told = new HashMap<>();
    for (Parcel.Line line : parcel.lines()) {
      Long known = line.amountMinor();
      long amount = known == null ? shares.amount(line) : known;
      Integer units = shares.unitsOfLine(line);
      if (units != null && told.putIfAbsent(line.lineId(), units) != null) {
        units = 0;
      }
      Boolean complete =
          parcel.status() == Parcel.Status.SHIPPED ? Demand.hasLeft(lock, line.lineId()) : null;
      lines.add(new EventLine(line.lineId(), line.sku(), line.quantity(), amount, units, complete));
    }
    return lines;
  }

  /**
   * Units of the marketplace's line that are complete with this parcel and were not before; absent
   * where the parcel's line is the marketplace's.
   */
  private @Nullable Integer unitsOfLine(Parcel.Line line) {
    if (Goods.isGift(line.lineId())) {
      return 0;
    }
    OrderLine ordered = lock.ordered(line.lineId());
    if (ordered == null || !ordered.wantsGoods()) {
      return 0; // Its marketplace does not wait for it any more.
    }
    ExplodedLine exploded = exploded(line);
    if (exploded == null) {
      return null;
    }
    int before = Integer.MAX_VALUE;
    int after = Integer.MAX_VALUE;
    for (Bundle.Component part : exploded.components()) {
      int left = unitsLeft(exploded.lineId(), part.sku());
      int here = unitsHere(exploded.lineId(), part.sku());
      before = Math.min(before, left / part.quantity());
      after = Math.min(after, (left + here) / part.quantity());
    }
    return after - before;
  }

  private @Nullable ExplodedLine exploded(Parcel.Line line) {
    OrderLine ordered = lock.ordered(line.lineId());
    if (ordered != null) {
      ExplodedLine now = lock.goods().exploded(ordered.lineId(), ordered.sku());
      if (now == null ? ordered.sku().equals(line.sku()) : now.component(line.sku()) != null) {
        return now;
      }
    }
    return lock.goods().holding(line.lineId(), line.sku());
  }

  /** One article of an ordered line: all its units, and what they are worth together. */
  private record Part(String sku, long units, long amount) {}

  private long amount(Parcel.Line line) {
    OrderLine ordered = lock.ordered(line.lineId());
    if (ordered == null) {
      return 0;
    }
    List<Part> parts = parts(ordered);
    for (Part part : parts) {
      if (part.sku().equals(line.sku())) {
        long before = unitsBefore(line);
        long share = worth(part, before + line.quantity()) - worth(part, before);
        return corrected(ordered, parts, share);
      }
    }
    return 0; // It left although the line is for other goods now: those carry the amount.
  }

  /** No share is below nothing, where the line is not: the next one makes up for it. */
  private long corrected(OrderLine ordered, List<Part> parts, long share) {
    Long known = corrections.get(ordered.lineId());
    long corrected = share + (known == null ? correction(ordered, parts) : known);
    long told = ordered.amountMinor() < 0 ? corrected : Math.max(0, corrected);
    corrections.put(ordered.lineId(), corrected - told);
    return told;
  }

  /** What the earlier parcels were worth by today's amounts less what was told of them. */
  private long correction(OrderLine ordered, List<Part> parts) {
    long told = 0;
    for (Parcel earlier : lock.parcels()) {
      if (earlier.status() == Parcel.Status.SHIPPED && !isHere(earlier)) {
        for (Parcel.Line line : earlier.lines()) {
          if (line.lineId().equals(ordered.lineId())) {
            if (line.amountMinor() == null) {
              return 0; // It left under an older release.
            }
            told += line.amountMinor();
          }
        }
      }
    }
    long worth = 0;
    for (Part part : parts) {
      worth += worth(part, unitsLeft(ordered.lineId(), part.sku()));
    }
    return worth - told;
  }

  private List<Part> parts(OrderLine ordered) {
    ExplodedLine exploded = lock.goods().exploded(ordered.lineId(), ordered.sku());
    if (exploded == null) {
      return List.of(new Part(ordered.sku(), ordered.quantity(), ordered.amountMinor()));
    }
    long[] amounts = amounts(ordered.amountMinor(), exploded);
    List<Part> parts = new ArrayList<>(amounts.length);
    for (Bundle.Component part : exploded.components()) {
      long units = (long) part.quantity() * ordered.quantity();
      parts.add(new Part(part.sku(), units, amounts[parts.size()]));
    }
    return parts;
  }

  private static long[] amounts(long amount, ExplodedLine line) {
    long[] weights = line.components().stream().mapToLong(Bundle.Component::weight).toArray();
    long[] amounts = Apportionment.shares(Math.abs(amount), weights);
    for (int i = 0; i < amounts.length && amount < 0; i++) {
      amounts[i] = -amounts[i];
    }
    return amounts;
  }

  /** What the first of its units are worth; more than were ordered are worth no more. */
  private static long worth(Part part, long units) {
    if (units >= part.units()) {
      return part.amount();
    }
    return BigInteger.valueOf(part.amount())
        .multiply(BigInteger.valueOf(units))
        .divide(BigInteger.valueOf(part.units()))
        .longValueExact();
  }

  /** Units that have left, and those of parcels that are asked for before this one. */
  private long unitsBefore(Parcel.Line line) {
    long units = unitsLeft(line.lineId(), line.sku());
    if (parcel.status() == Parcel.Status.SHIPPED) {
      return units;
    }
    for (Parcel earlier : lock.parcels()) {
      if (isHere(earlier)) {
        break;
      }
      if (earlier.status().isOpen()) {
        units += units(earlier, line.lineId(), line.sku());
      }
    }
    return units;
  }

  private int unitsLeft(String lineId, String sku) {
    int units = lock.units(lineId, sku, Parcel.Status.SHIPPED::equals);
    Parcel here = lock.parcel(parcel.deliveryId());
    return here != null && here.status() == Parcel.Status.SHIPPED
        ? units - unitsHere(lineId, sku)
        : units;
  }

  private int unitsHere(String lineId, String sku) {
    return units(parcel, lineId, sku);
  }

  private static int units(Parcel in, String lineId, String sku) {
    int units = 0;
    for (Parcel.Line line : in.lines()) {
      if (line.lineId().equals(lineId) && line.sku().equals(sku)) {
        units += line.quantity();
      }
    }
    return units;
  }

  private boolean isHere(Parcel other) {
    return other.deliveryId().equals(parcel.deliveryId());
  }
}
