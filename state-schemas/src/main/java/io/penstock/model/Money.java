package io.penstock.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount of one currency, counted in that currency's minor unit.
 *
 * <p>Kept as a {@code long}: no rounding, no scale to disagree about. Decimals exist only at the
 * edges. {@code Money("JPY", 1200)} is 1,200 yen and {@code Money("KWD", 1200)} is 1.200 dinars.
 *
 * @param currency ISO 4217 code
 * @param minorUnits may be negative: a refund, a correction
 */
public record Money(String currency, long minorUnits) implements Serializable {

  /** Refuses a decimal that the currency cannot express, rather than rounding it. */
  public static Money ofDecimal(String currency, BigDecimal amount) {
    return new Money(currency, amount.movePointRight(digits(currency)).longValueExact());
  }

  /** Throws on a currency mismatch or on overflow: both are bugs upstream, never data. */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
    return new Money(currency, Math.addExact(minorUnits, other.minorUnits));
  }

  /** The amount with its currency's number of decimals: 12.50 for 1250 minor units of USD. */
  public BigDecimal toDecimal() {
    return BigDecimal.valueOf(minorUnits, digits(currency));
  }

  private static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
