package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.load.OpeningStock.Receipt;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WmsEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpeningStockTest {

  private static final PeakDay DAY = new PeakDay(2026, 20_000);
  private static final List<Receipt> RECEIPTS = OpeningStock.events(DAY);

  @Test
  void aDayCanBeStockedOnlyOnceAndEachDayAnew() {
    List<String> ids = RECEIPTS.stream().map(receipt -> receipt.event().messageId()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(OpeningStock.events(DAY)).isEqualTo(RECEIPTS);
    assertThat(OpeningStock.events(new PeakDay(2027, 20_000)))
        .extracting(receipt -> receipt.event().messageId())
        .doesNotContainAnyElementsOf(ids);
  }

  @Test
  void receiptsComeInOrderAndTheFirstBeforeAnyOrder() {
    assertThat(RECEIPTS).extracting(Receipt::slot).isSorted();
    assertThat(RECEIPTS.get(0).slot()).isNegative();
    assertThat(RECEIPTS).allMatch(receipt -> receipt.slot() < DAY.orders());
  }

  @Test
  void allWarehousesOfACountryKeepThePoolsThatSellThere() {
    Set<String> stocked =
        RECEIPTS.stream().map(receipt -> receipt.event().warehouse()).collect(Collectors.toSet());
    assertThat(SampleReference.read().warehouses())
        .extracting(Warehouse::warehouse)
        .containsExactlyInAnyOrderElementsOf(stocked);
    assertThat(at("harbor", -1)).isNotEmpty();
    assertThat(RECEIPTS)
        .filteredOn(receipt -> receipt.event().owner().equals("harbor"))
        .allMatch(receipt -> receipt.event().warehouse().startsWith("US-"));
  }

  @Test
  void ordinaryGoodsSufficeFromTheStartAndHotOnesOnlyWithWhatComesLater() {
    Map<String, Long> opening = new HashMap<>();
    Map<String, Long> all = new HashMap<>();
    for (Receipt receipt : RECEIPTS) {
      for (WmsEvent.Item item : receipt.event().items()) {
        String cell = receipt.event().owner() + "/" + item.sku();
        all.merge(cell, (long) item.quantity(), Long::sum);
        if (receipt.slot() < 0) {
          opening.merge(cell, (long) item.quantity(), Long::sum);
        }
      }
    }
    Map<String, Long> demand = new HashMap<>();
    Set<String> hot =
        SampleReference.read().shops().stream()
            .flatMap(
                shop ->
                    IntStream.range(0, Catalogue.SIZE)
                        .filter(Catalogue::isHot)
                        .mapToObj(
                            article -> shop.pool() + "/" + Catalogue.sku(shop.pool(), article)))
            .collect(Collectors.toSet());
    OrderPlanner planner = new OrderPlanner(DAY);
    for (int index = 0; index < DAY.orders(); index++) {
      PlannedOrder order = planner.plan(index);
      for (PlannedOrder.Item item : order.items()) {
        if (item.article() != PlannedOrder.Item.NOT_OURS) {
          demand.merge(order.shop().pool() + "/" + item.sku(), (long) item.quantity(), Long::sum);
        }
      }
    }
    assertThat(hot).hasSize(4 * 5);
    demand.forEach(
        (cell, units) -> {
          assertThat(all.get(cell)).as(cell).isGreaterThan(units);
          if (hot.contains(cell)) {
            assertThat(opening.get(cell)).as(cell).isLessThan(units);
            assertThat(all.get(cell)).as(cell).isBetween(18 + units * 3 / 2, 20 + units * 3 / 2);
          } else {
            assertThat(opening.get(cell)).as(cell).isGreaterThan(units);
          }
        });
  }

  private static List<Receipt> at(String pool, long slot) {
    return RECEIPTS.stream()
        .filter(receipt -> receipt.event().owner().equals(pool) && receipt.slot() == slot)
        .toList();
  }
}
