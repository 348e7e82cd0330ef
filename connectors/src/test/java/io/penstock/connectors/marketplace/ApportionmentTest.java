package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApportionmentTest {

  @Test
  void whatIsLeftGoesToTheLineThatLostMost() {
    assertThat(Apportionment.shares(100, new long[] {1, 2, 4})).containsExactly(14, 29, 57);
  }

  @Test
  void ofEqualLossesTheEarlierLineGetsIt() {
    assertThat(Apportionment.shares(100, new long[] {5, 5, 5})).containsExactly(34, 33, 33);
  }

  @Test
  void linesWithoutWeightShareAlike() {
    assertThat(Apportionment.shares(5, new long[] {0, 0})).containsExactly(3, 2);
  }

  @Test
  void aLineWithoutWeightBesideOthersGetsNothing() {
    assertThat(Apportionment.shares(7, new long[] {0, 3, 0})).containsExactly(0, 7, 0);
  }

  @Test
  void withoutLinesNobodyGetsAnything() {
    assertThat(Apportionment.shares(7, new long[] {})).isEmpty();
  }

  @Test
  void theSharesOfAnyOrderAddUpAndNoneIsOffByAWholeUnit() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      long amount = random.nextLong(0, 1_000_000_000_000_000L);
      long[] weights = random.longs(1 + random.nextInt(20), 0, 1_000_000_000_000_000L).toArray();

      long[] shares = Apportionment.shares(amount, weights);

      assertThat(Arrays.stream(shares).sum()).isEqualTo(amount);
      double whole = Arrays.stream(weights).asDoubleStream().sum();
      for (int line = 0; line < weights.length; line++) {
        assertThat((double) shares[line])
            .isBetween(
                Math.floor(amount * (weights[line] / whole)) - 1,
                amount * (weights[line] / whole) + 2);
      }
    }
  }
}
