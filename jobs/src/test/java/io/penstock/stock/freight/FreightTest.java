package io.penstock.stock.freight;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreightTest {

  private static final Warehouse EAST = new Warehouse("east", "CN", "Zhejiang", List.of("*"), 1);

  @ParameterizedTest
  @CsvSource({
    "0, 1200",
    "1000, 1200",
    "1001, 1400",
    "1500, 1400",
    "1501, 1600",
    "9223372036854775807, 1000000000000"
  })
  void eachFurtherWeightThatIsBegunCosts(long grams, long price) {
    assertThat(Tariff.price(grams, lane(null, null, null, 500, 200L))).isEqualTo(price);
  }

  @Test
  void aPriceWithoutStepsIsForAnyWeight() {
    assertThat(Tariff.price(70_000, lane(null, null, null, null, null))).isEqualTo(1_200);
  }

  @ParameterizedTest
  @CsvSource({"2000, true", "2001, false"})
  void aParcelMayBeTooHeavy(long grams, boolean taken) {
    Lane lane = new Lane(null, null, "CN", null, 1_000, 1_200, null, null, 2, 2_000);

    assertThat(Tariff.takes(grams, lane)).isEqualTo(taken);
    assertThat(Tariff.takes(grams, lane(null, null, null, null, null))).isTrue();
  }

  @Test
  void ofSeveralLanesTheOneCountsThatNamesMore() {
    Lane anywhere = lane(null, null, null, null, null);
    Lane toHubei = lane(null, null, "Hubei", null, null);
    Lane fromZhejiang = lane(null, "Zhejiang", null, null, null);
    Lane fromEast = lane("east", null, null, null, null);
    Lane fromWest = lane("west", null, "Hubei", null, null);

    assertThat(laneTo("Hubei", anywhere, toHubei)).isEqualTo(toHubei);
    assertThat(laneTo("Hunan", anywhere, toHubei)).isEqualTo(anywhere);
    assertThat(laneTo("Hubei", toHubei, fromZhejiang)).isEqualTo(fromZhejiang);
    assertThat(laneTo("Hubei", fromZhejiang, fromEast, fromWest)).isEqualTo(fromEast);
    assertThat(laneTo("Hubei", fromWest)).isNull();
    assertThat(laneTo(null, anywhere, toHubei)).isEqualTo(anywhere);
  }

  @Test
  void whatGoesAbroadNeedsALaneThere() {
    Freight freight = freight(lane(null, null, null, null, null));

    assertThat(freight.offers(EAST, "CN", "Hubei")).hasSize(1);
    assertThat(freight.offers(EAST, "JP", "Tokyo")).isEmpty();
    assertThat(new Freight(List.of()).isEmpty()).isTrue();
    assertThat(freight.isEmpty()).isFalse();
  }

  @Test
  void aServiceTakesTheClassesThatItListsOfGoodsThatItsCarrierMayTake() {
    Carrier cold = carrier(List.of("CHILLED"), lane(null, null, null, null, null));
    Carrier plain = carrier(List.of("ORDINARY"), lane(null, null, null, null, null));
    Carrier any = carrier(null, lane(null, null, null, null, null));
    Transport chilled = Transport.of("CHILLED", null);

    assertThat(taken(cold, chilled)).isTrue();
    assertThat(taken(cold, Transport.ORDINARY)).isFalse();
    assertThat(taken(cold, chilled.and(Transport.ORDINARY))).isFalse();
    assertThat(taken(plain, Transport.ORDINARY)).isTrue();
    assertThat(taken(plain, chilled)).isFalse();
    assertThat(taken(any, chilled.and(Transport.ORDINARY))).isTrue();
    assertThat(taken(any, Transport.of(null, List.of("SF", "JD")))).isTrue();
    assertThat(taken(any, Transport.of(null, List.of("JD")))).isFalse();
  }

  @Test
  void aServiceTakesNothingOfTheClassesThatItRefuses() {
    List<Lane> lanes = List.of(lane(null, null, null, null, null));
    Carrier plain = new Carrier("SF", "a", "CNY", null, lanes, List.of("CHILLED"), null);
    Carrier cold = new Carrier("SF", "a", "CNY", null, lanes, List.of("ORDINARY"), null);
    Transport chilled = Transport.of("CHILLED", null);

    assertThat(taken(plain, Transport.ORDINARY)).isTrue();
    assertThat(taken(plain, chilled)).isFalse();
    assertThat(taken(plain, chilled.and(Transport.ORDINARY))).isFalse();
    assertThat(taken(cold, Transport.ORDINARY)).isFalse();
    assertThat(taken(cold, chilled)).isTrue();
  }

  private static boolean taken(Carrier service, Transport goods) {
    return new Freight.Offer(service, service.lanes().get(0)).takes(goods);
  }

  private static @Nullable Lane laneTo(@Nullable String region, Lane... lanes) {
    List<Freight.Offer> offers = freight(lanes).offers(EAST, "CN", region);
    return offers.isEmpty() ? null : offers.get(0).lane();
  }

  private static Freight freight(Lane... lanes) {
    return new Freight(List.of(carrier(null, lanes)));
  }

  private static Carrier carrier(@Nullable List<String> classes, Lane... lanes) {
    return new Carrier("SF", "express", "CNY", classes, List.of(lanes));
  }

  private static Lane lane(
      @Nullable String warehouse,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer stepGrams,
      @Nullable Long stepMinor) {
    return new Lane(warehouse, from, "CN", to, 1_000, 1_200, stepGrams, stepMinor, 2, null);
  }
}
