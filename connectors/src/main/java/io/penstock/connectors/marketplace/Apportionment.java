package io.penstock.connectors.marketplace;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Divides an amount of the whole order among its lines, so that the shares add up to it exactly.
 *
 * <p>Largest remainder: each line gets its share rounded down, and the minor units that are left go
 * one by one to the lines that lost most by the rounding; of equal ones to the earlier line.
 */
public final class Apportionment {

  /**
   * One share of the amount for each weight, in proportion.
   *
   * @param amount not negative
   * @param weights not negative; where all are zero the lines share alike
   */
  public static long[] shares(long amount, long[] weights) {
    if (weights.length == 1) {
      return new long[] {amount};
    }
    if (amount == 0 || weights.length == 0) {
      return new long[weights.length];
    }
    BigInteger whole =
        Arrays.stream(weights)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (whole.signum() == 0) {
      long[] alike = new long[weights.length];
      Arrays.fill(alike, 1);
      return shares(amount, alike);
    }
    long[] shares = new long[weights.length];
    BigInteger[] lost = new BigInteger[weights.length];
    long left = amount;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] part =
          BigInteger.valueOf(amount)
              .multiply(BigInteger.valueOf(weights[i]))
              .divideAndRemainder(whole);
      shares[i] = part[0].longValueExact();
      lost[i] = part[1];
      left -= shares[i];
    }
    int[] byLoss =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(
                Comparator.<Integer, BigInteger>comparing(i -> lost[i])
                    .reversed()
                    .thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < left; i++) {
      shares[byLoss[i]]++;
    }
    return shares;
  }

  private Apportionment() {}
}
