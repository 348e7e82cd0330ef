package io.penstock.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of waybills that a carrier has given to a pool. The record's id begins with {@code
 * pool/}. A number is its prefix, its digits, a check digit where there is one, and its suffix.
 *
 * @param carrier whose parcels they are for, as articles and warehouses name it
 * @param warehouse the only one whose parcels they are for; absent: any
 * @param prefix does not end with a digit; absent: none
 * @param first the digits of the first one
 * @param last as many digits, of the last one
 * @param suffix does not begin with a digit; absent: none
 * @param check absent: no check digit
 * @param warnBelow somebody is told when fewer percent of what the carrier gave are left; absent:
 *     {@link #WARN_BELOW}
 */
public record WaybillRange(
    String pool,
    String carrier,
    @Nullable String warehouse,
    @Nullable String prefix,
    String first,
    String last,
    @Nullable String suffix,
    @Nullable Check check,
    @Nullable Integer warnBelow)
    implements Serializable {

  /** Percent. */
  public static final int WARN_BELOW = 10;

  /** So many digits fit a long, a check digit included. */
  public static final int MOST_DIGITS = 17;

  private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

  /** By which published rule a check digit follows from the digits. */
  public enum Check {
    /** The remainder of a division by seven, as on air waybills (IATA). */
    MOD7,
    /** Eight digits, weighed 8, 6, 4, 2, 3, 5, 9 and 7, modulo 11: S10 of the postal union. */
    S10;

    /** Of how many digits it is; 0 for any. */
    public int digits() {
      return this == S10 ? S10_WEIGHTS.length : 0;
    }

    /** The digit that follows. */
    public int of(String digits) {
      if (this == MOD7) {
        return (int) (Long.parseLong(digits) % 7);
      }
      int sum = 0;
      for (int i = 0; i < S10_WEIGHTS.length; i++) {
        sum += S10_WEIGHTS[i] * (digits.charAt(i) - '0');
      }
      int check = 11 - sum % 11;
      return check == 10 ? 0 : check == 11 ? 5 : check;
    }
  }

  /** How many there are. */
  public long size() {
    return Long.parseLong(last) - Long.parseLong(first) + 1;
  }

  /** Whether a parcel that leaves there may have one. */
  public boolean isFor(String itsCarrier, String itsWarehouse) {
    return carrier.equals(itsCarrier) && (warehouse == null || warehouse.equals(itsWarehouse));
  }
}
