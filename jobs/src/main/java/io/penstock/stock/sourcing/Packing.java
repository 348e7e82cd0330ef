package io.penstock.stock.sourcing;

import io.penstock.state.Parcel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Divides the lines of one SKU over warehouses, the first as full as possible.
 *
 * <p>Whole lines are a puzzle where several lines name the same SKU: a line may have to go farther
 * so that the others fit. All ways are tried, largest lines first, up to a bound that no order of a
 * buyer reaches.
 */
public final class Packing {

  private static final int MOST_TRIES = 2_000;

  private final int[] units;
  private final long[] left;
  private final int[] warehouse;
  private int tries;

  private Packing(int[] units, long[] left) {
    this.units = units;
    this.left = left;
    this.warehouse = new int[units.length];
  }

  /**
   * Finds a place for every unit.
   *
   * @param lines all of one SKU
   * @param available units by warehouse
   * @param withinLines whether a line may be divided
   * @param budget is exceeded where not all ways were tried
   * @return units by line and warehouse, or null where they do not fit
   */
  static int @Nullable [][] pack(
      List<Parcel.Line> lines, long[] available, boolean withinLines, Division.Budget budget) {
    if (units(lines) > Arrays.stream(available).sum()) {
      return null;
    }
    int[] largestFirst = largestFirst(lines);
    if (withinLines) {
      return pour(lines, largestFirst, available.clone());
    }
    int[] units = Arrays.stream(largestFirst).map(line -> lines.get(line).quantity()).toArray();
    Packing packing = new Packing(units, available.clone());
    if (!packing.place(0)) {
      if (packing.tries >= MOST_TRIES) {
        budget.exceed();
      }
      return null;
    }
    int[][] packed = new int[lines.size()][available.length];
    for (int i = 0; i < units.length; i++) {
      packed[largestFirst[i]][packing.warehouse[i]] = units[i];
    }
    return packed;
  }

  static long units(List<Parcel.Line> lines) {
    long units = 0;
    for (Parcel.Line line : lines) {
      units += line.quantity();
    }
    return units;
  }

  /** The places of the lines in their list. */
  static int[] largestFirst(List<Parcel.Line> lines) {
    return IntStream.range(0, lines.size())
        .boxed()
        .sorted(Comparator.comparing(line -> -lines.get(line).quantity()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Fills the lines one after the other.
   *
   * @param left units by warehouse, of which nothing is left where it is just enough
   * @return units by line and warehouse
   */
  static int[][] pour(List<Parcel.Line> lines, int[] order, long[] left) {
    int[][] poured = new int[lines.size()][left.length];
    for (int line : order) {
      int open = lines.get(line).quantity();
      for (int i = 0; i < left.length; i++) {
        int taken = (int) Math.min(open, left[i]);
        poured[line][i] = taken;
        left[i] -= taken;
        open -= taken;
      }
    }
    return poured;
  }

  /** Whether this line and all smaller ones find a place. */
  private boolean place(int line) {
    if (line == units.length) {
      return true;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] >= units[line] && tries < MOST_TRIES) {
        tries++;
        left[i] -= units[line];
        warehouse[line] = i;
        if (place(line + 1)) {
          return true;
        }
        left[i] += units[line];
      }
    }
    return false;
  }
}
