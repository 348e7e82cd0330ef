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
   * @return units by line and warehouse, or null where they do not fit
   */
  static int @Nullable [][] pack(List<Parcel.Line> lines, long[] available, boolean withinLines) {
    if (units(lines) > Arrays.stream(available).sum()) {
      return null;
    }
    int[] largestFirst =
        IntStream.range(0, lines.size())
            .boxed()
            .sorted(Comparator.comparing(line -> -lines.get(line).quantity()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] units = Arrays.stream(largestFirst).map(line -> lines.get(line).quantity()).toArray();
    Packing packing = new Packing(units, available.clone());
    int[][] packed = new int[lines.size()][available.length];
    if (withinLines) {
      for (int i = 0; i < units.length; i++) {
        packed[largestFirst[i]] = packing.pour(units[i]);
      }
    } else if (packing.place(0)) {
      for (int i = 0; i < units.length; i++) {
        packed[largestFirst[i]][packing.warehouse[i]] = units[i];
      }
    } else {
      return null;
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

  private int[] pour(int wanted) {
    int[] taken = new int[left.length];
    int open = wanted;
    for (int i = 0; i < left.length; i++) {
      taken[i] = (int) Math.min(open, left[i]);
      left[i] -= taken[i];
      open -= taken[i];
    }
    return taken;
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
