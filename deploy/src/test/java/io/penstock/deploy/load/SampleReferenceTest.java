package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Shop;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleReferenceTest {

  private static final List<Reference> RECORDS = SampleReference.records();

  @Test
  void noTwoRecordsOfATypeShareAnId() {
    assertThat(RECORDS).extracting(one -> one.type() + "/" + one.id()).doesNotHaveDuplicates();
  }

  @Test
  void theIdOfARecordIsTheNameOfWhatItHolds() {
    for (Reference one : RECORDS) {
      String name =
          switch (one.type()) {
            case SHOP -> shop(one).marketplace() + "/" + shop(one).shop();
            case POOL -> Objects.requireNonNull(one.pool()).pool();
            case WAREHOUSE -> Objects.requireNonNull(one.warehouse()).warehouse();
            case SKU ->
                Objects.requireNonNull(one.sku()).pool()
                    + "/"
                    + Objects.requireNonNull(one.sku()).sku();
            case RULE -> Objects.requireNonNull(one.rule()).rule();
            case PLAYBOOK -> Objects.requireNonNull(one.playbook()).code();
            case DENIAL,
                MAPPING,
                CONTROL_TOTAL,
                BUNDLE,
                GIFT,
                CARRIER,
                WAYBILL_RANGE,
                RING_FENCE,
                INBOUND ->
                one.id();
          };
      assertThat(one.id()).isEqualTo(name);
    }
  }

  @Test
  void everyShopSellsFromAPoolThatKeepsGoods() {
    Set<String> pools =
        RECORDS.stream()
            .map(Reference::pool)
            .filter(Objects::nonNull)
            .map(Reference.Pool::pool)
            .collect(Collectors.toSet());
    Set<String> stocked =
        RECORDS.stream()
            .map(Reference::sku)
            .filter(Objects::nonNull)
            .map(Reference.Sku::pool)
            .collect(Collectors.toSet());
    assertThat(SampleReference.read().shops()).extracting(Shop::pool).isSubsetOf(pools);
    assertThat(pools).isEqualTo(stocked).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void whatIsWrittenComesBackAsItWas() throws Exception {
    for (Reference one : RECORDS) {
      assertThat(Json.read(Json.write(one), Reference.class)).isEqualTo(one);
    }
  }

  @Test
  void everythingHoldsSinceLongBeforeTheDayThatIsPlayed() {
    assertThat(RECORDS)
        .allMatch(one -> one.effectiveFrom().isBefore(OrderPlanner.time(0)) && !one.deleted());
  }

  private static Shop shop(Reference reference) {
    return Objects.requireNonNull(reference.shop());
  }
}
