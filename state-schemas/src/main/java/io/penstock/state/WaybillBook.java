package io.penstock.state;

import io.penstock.model.Reference;
import io.penstock.model.WaybillRange.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of waybills of one pool: those that it was given, and those that have a parcel, which
 * no other parcel ever has.
 *
 * @param ranges all that were published and may still hold
 * @param given by shape
 * @param carriers all that ever had a range
 * @param warned of whose numbers it was told that few are left
 */
public record WaybillBook(
    List<Reference> ranges, List<Given> given, List<String> carriers, List<String> warned) {

  /** All waybills of a pool are in one row, under this name. */
  public static final String ALL = "all";

  public static final WaybillBook NONE =
      new WaybillBook(List.of(), List.of(), List.of(), List.of());

  /**
   * How numbers of a carrier look. Two shapes have no number in common.
   *
   * @param digits without the check digit
   */
  public record Shape(
      String carrier, String prefix, int digits, String suffix, @Nullable Check check) {

    /** The number as it is printed. */
    public String number(long serial) {
      String padded = String.valueOf(serial);
      String text = "0".repeat(Math.max(0, digits - padded.length())) + padded;
      return prefix + text + (check == null ? "" : check.of(text)) + suffix;
    }

    /** The digits of a number of this shape; -1 where it is of another. */
    public long serial(String number) {
      int end = prefix.length() + digits;
      if (!number.startsWith(prefix) || number.length() < end) {
        return -1;
      }
      String text = number.substring(prefix.length(), end);
      boolean plain = text.chars().allMatch(one -> one >= '0' && one <= '9');
      return plain && number.equals(number(Long.parseLong(text))) ? Long.parseLong(text) : -1;
    }

    /** Whether they have as many digits, those that check the others included. */
    public boolean looksLike(Shape other) {
      return carrier.equals(other.carrier)
          && prefix.equals(other.prefix)
          && suffix.equals(other.suffix)
          && printed() == other.printed();
    }

    private int printed() {
      return digits + (check == null ? 0 : 1);
    }
  }

  /** Numbers that follow one another. */
  public record Run(long first, long last) {}

  /**
   * The numbers of one shape that have a parcel.
   *
   * @param runs ascending, with gaps between them
   */
  public record Given(Shape shape, List<Run> runs) {

    /** The first of these that has no parcel; -1 where all have one. */
    public long next(long first, long last) {
      long next = first;
      for (Run run : runs) {
        if (run.first() <= next && next <= run.last()) {
          next = run.last() + 1;
        }
      }
      return next > last ? -1 : next;
    }

    /** How many of these have one. */
    public long count(long first, long last) {
      long count = 0;
      for (Run run : runs) {
        count += Math.max(0, Math.min(last, run.last()) - Math.max(first, run.first()) + 1);
      }
      return count;
    }

    public Given with(long serial) {
      List<Run> more = new ArrayList<>(runs.size() + 1);
      Run joined = new Run(serial, serial);
      for (Run run : runs) {
        if (run.last() == joined.first() - 1) {
          joined = new Run(run.first(), joined.last());
        } else if (run.first() == joined.last() + 1) {
          joined = new Run(joined.first(), run.last());
        } else {
          more.add(run);
        }
      }
      int at = 0;
      while (at < more.size() && more.get(at).first() < joined.first()) {
        at++;
      }
      more.add(at, joined);
      return new Given(shape, List.copyOf(more));
    }

    public Given without(long serial) {
      List<Run> fewer = new ArrayList<>(runs.size() + 1);
      for (Run run : runs) {
        if (run.first() <= serial && serial <= run.last()) {
          if (run.first() < serial) {
            fewer.add(new Run(run.first(), serial - 1));
          }
          if (serial < run.last()) {
            fewer.add(new Run(serial + 1, run.last()));
          }
        } else {
          fewer.add(run);
        }
      }
      return new Given(shape, List.copyOf(fewer));
    }
  }
}
