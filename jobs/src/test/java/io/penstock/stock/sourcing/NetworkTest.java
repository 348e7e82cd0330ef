package io.penstock.stock.sourcing;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.merging;
import static io.penstock.stock.StockSamples.split;
import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Consignee;
import io.penstock.model.Reference;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.stock.merge.MergePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void theOwnRegionIsNearestThenTheOthersInTheOrderListed() {
    Network network =
        network(
            warehouse("anywhere", "Hubei", 9, "*"),
            warehouse("second", "Jiangsu", 9, "Shanghai", "Zhejiang"),
            warehouse("first", "Fujian", 1, "Zhejiang", "*"),
            warehouse("own", "Zhejiang", 1));

    assertThat(serving(network, inRegion("Zhejiang")))
        .containsExactly("own", "anywhere", "first", "second");
    assertThat(serving(network, inRegion("Shanghai")))
        .containsExactly("anywhere", "second", "first");
  }

  @Test
  void ofEquallyNearOnesThePriorityCountsThenTheName() {
    Network network =
        network(
            warehouse("b", "Hubei", 1, "*"),
            warehouse("a", "Hubei", 1, "*"),
            warehouse("c", "Hubei", 2, "*"));

    assertThat(serving(network, inRegion("Zhejiang"))).containsExactly("c", "a", "b");
  }

  @Test
  void twoNetworksOfTheSameWarehousesAreTheSame() {
    List<Reference> warehouses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      warehouses.add(warehouse("w" + i, "Hubei", 1, "*"));
    }
    Network network = Network.at(NOON, warehouses);
    Collections.reverse(warehouses);

    assertThat(Network.at(NOON, warehouses).warehouses()).isEqualTo(network.warehouses());
    assertThat(network.warehouses()).extracting(Reference.Warehouse::warehouse).isSorted();
  }

  @Test
  void aWarehouseThatDoesNotServeARegionIsNotAsked() {
    Network network = network(warehouse("local", "Zhejiang", 1, "Shanghai"));

    assertThat(serving(network, inRegion("Hubei"))).isEmpty();
    assertThat(serving(network, consignee("US", "Zhejiang"))).isEmpty();
  }

  @Test
  void aConsigneeWithoutARegionIsServedByThoseWhoServeEveryone() {
    Network network = network(warehouse("local", "Zhejiang", 1), warehouse("all", "Hubei", 1, "*"));

    assertThat(serving(network, Consignee.UNKNOWN)).containsExactly("all");
  }

  @Test
  void ofSeveralVersionsTheLatestEffectiveCounts() {
    Reference now = warehouse("w", "Zhejiang", 1);
    Reference later = warehouse("w", "Hubei", 1, after(1_000));
    Reference gone = Reference.end(Reference.Type.WAREHOUSE, "w", after(2_000));
    List<Reference> all = List.of(gone, later, now);

    assertThat(serving(Network.at(after(999), all), inRegion("Zhejiang"))).containsExactly("w");
    assertThat(serving(Network.at(after(1_000), all), inRegion("Zhejiang"))).isEmpty();
    assertThat(serving(Network.at(after(1_000), all), inRegion("Hubei"))).containsExactly("w");
    assertThat(serving(Network.at(after(2_000), all), inRegion("Hubei"))).isEmpty();
  }

  @Test
  void aPoolThatSaysNothingShipsWholeLinesFromSeveralWarehouses() {
    assertThat(network().pool(POOL).split()).isEqualTo(SplitPolicy.BETWEEN_LINES);
    assertThat(network(split(SplitPolicy.NEVER)).pool(POOL).split()).isEqualTo(SplitPolicy.NEVER);
    assertThat(network(split(SplitPolicy.NEVER)).pool("another").split())
        .isEqualTo(SplitPolicy.BETWEEN_LINES);
  }

  @Test
  void ordersWaitForOneAnotherWhereTheirPoolSaysSo() {
    assertThat(network().merge(POOL)).isNull();
    assertThat(network(split(SplitPolicy.NEVER)).merge(POOL)).isNull();
    assertThat(network(merging(5)).merge(POOL))
        .isEqualTo(new MergePolicy(Duration.ofMinutes(30), Duration.ofHours(4), 5, null));
    assertThat(network(merging(5)).merge("another")).isNull();
  }

  private static Network network(Reference... references) {
    return Network.at(NOON, List.of(references));
  }

  private static List<String> serving(Network network, Consignee consignee) {
    return network.candidates(POOL, consignee).stream()
        .filter(candidate -> candidate.exclusion() == null)
        .map(candidate -> candidate.warehouse().warehouse())
        .toList();
  }

  private static Consignee inRegion(String region) {
    return consignee("CN", region);
  }

  private static Consignee consignee(String country, @Nullable String region) {
    return new Consignee(null, null, country, region, null, null, null, null, null);
  }
}
