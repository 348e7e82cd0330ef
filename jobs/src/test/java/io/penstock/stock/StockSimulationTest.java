package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import java.util.stream.LongStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of a pool against the real operator. {@code -Dsimulation.seed=N} repeats one of
 * them; {@link SimulateStock} lives any number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StockSimulationTest {

  private static final Life.Pace PACE =
      Life.Pace.valueOf(System.getProperty("simulation.pace", "DENSE"));

  private static final int LIVES = Integer.getInteger("simulation.lives", 60);

  LongStream seeds() {
    Long one = Long.getLong("simulation.seed");
    return one == null ? LongStream.rangeClosed(1, LIVES) : LongStream.of(one);
  }

  /** For what lives each life twice. */
  LongStream everyFourthSeed() {
    return seeds().filter(seed -> Long.getLong("simulation.seed") != null || seed % 4 == 1);
  }

  @Order(1) // What finds most in the least time.
  @ParameterizedTest
  @MethodSource("seeds")
  void everyPromiseIsKeptAndEveryOrderEnds(long seed) throws Exception {
    Life life = life(seed);
    StockHarness.Said said = life.keepsEveryPromiseAndEndsEveryOrder();
    assertThat(said.events().stream().anyMatch(e -> e.type() == OrderEvent.Type.MERGED))
        .as("orders travel together where they may")
        .isEqualTo(life.mayMerge());
    assertThat(said.events().stream().anyMatch(e -> e.type() == OrderEvent.Type.TRANSFERRING))
        .as("goods are moved where they may")
        .isEqualTo(life.moves());
    assertThat(said.events().stream().anyMatch(StockSimulationTest::isGivenTogether))
        .as("what is given together is given")
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("everyFourthSeed")
  void crashesChangeNothing(long seed) throws Exception {
    life(seed).isTheSameWithCrashes();
  }

  @ParameterizedTest
  @MethodSource("everyFourthSeed")
  void theInterleavingOfTheTopicsChangesNothing(long seed) throws Exception {
    life(seed).isTheSameHoweverTheTopicsAreInterleaved();
  }

  @ParameterizedTest
  @MethodSource("everyFourthSeed")
  void flinkChangesNothing(long seed) throws Exception {
    life(seed).isTheSameWithoutFlink();
  }

  private static Life life(long seed) {
    return new Life(seed, PACE);
  }

  private static boolean isGivenTogether(OrderEvent event) {
    return event.reasons().stream()
        .anyMatch(
            reason ->
                reason.code().equals("GIFT_GIVEN")
                    && World.STEADY.gift().gift().equals(reason.rule()));
  }
}
