package io.penstock.deploy.load;

import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * The goods that a peak day starts with, and those that arrive during it.
 *
 * <p>Of ordinary articles there is enough from the start. Of promoted ones there is less than the
 * promotion sells: orders wait until a second receipt, after its end, serves them all.
 */
public final class OpeningStock {

  private static final long BEFORE_THE_FIRST_ORDER = -1;

  /** What is there at the start or arrives later, in parts of the whole day's demand. */
  private static final double ORDINARY = 1.5;

  private static final double HOT_AT_FIRST = 0.6;
  private static final double HOT_LATER = 0.9;

  /** Nobody runs a warehouse with none of an article, however little it sells. */
  private static final long LEAST = 20;

  private static final double REPLENISHED = Mix.PROMOTION_UNTIL + 0.05;

  /**
   * A receipt and when it is due.
   *
   * @param slot as in {@link Message}; negative for what is there before the first order
   */
  public record Receipt(long slot, WmsEvent event) {}

  private final PeakDay day;
  private final SampleReference reference;

  private OpeningStock(PeakDay day) {
    this.day = day;
    this.reference = SampleReference.read();
  }

  /** In the order of their slots. */
  public static List<Receipt> events(PeakDay day) {
    return new OpeningStock(day).receipts();
  }

  private List<Receipt> receipts() {
    Map<String, long[]> demand = demand();
    List<Receipt> all = new ArrayList<>();
    demand.forEach(
        (pool, units) ->
            receive(
                all,
                BEFORE_THE_FIRST_ORDER,
                pool,
                article ->
                    Catalogue.isHot(article)
                        ? (long) (units[article] * HOT_AT_FIRST)
                        : LEAST + (long) (units[article] * ORDINARY)));
    demand.forEach(
        (pool, units) ->
            receive(
                all,
                (long) (day.orders() * REPLENISHED),
                pool,
                article ->
                    Catalogue.isHot(article) ? LEAST + (long) (units[article] * HOT_LATER) : 0));
    return all;
  }

  /** Units per pool and article that the day's orders ask for. */
  private Map<String, long[]> demand() {
    Map<String, long[]> demand = new TreeMap<>();
    OrderPlanner planner = new OrderPlanner(day);
    for (int index = 0; index < day.orders(); index++) {
      PlannedOrder order = planner.plan(index);
      long[] units = demand.computeIfAbsent(order.shop().pool(), pool -> new long[Catalogue.SIZE]);
      for (Item item : order.items()) {
        if (item.article() != Item.NOT_OURS) {
          units[item.article()] += item.quantity();
        }
      }
    }
    return demand;
  }

  /** Divides the units of each article evenly over the warehouses that keep the pool. */
  private void receive(List<Receipt> to, long slot, String pool, IntToLongFunction units) {
    List<Warehouse> keepers = keepers(pool);
    Instant at = OrderPlanner.time((double) Math.max(0, slot) / day.orders());
    for (int i = 0; i < keepers.size(); i++) {
      List<WmsEvent.Item> items = new ArrayList<>();
      for (int article = 0; article < Catalogue.SIZE; article++) {
        long all = units.applyAsLong(article);
        int here = Math.toIntExact((all + keepers.size() - 1 - i) / keepers.size());
        if (here > 0) {
          items.add(new WmsEvent.Item(Catalogue.sku(pool, article), here));
        }
      }
      if (!items.isEmpty()) {
        to.add(new Receipt(slot, receipt(slot, pool, keepers.get(i).warehouse(), at, items)));
      }
    }
  }

  private WmsEvent receipt(
      long slot, String pool, String warehouse, Instant at, List<WmsEvent.Item> items) {
    String run = day.seed() + "-" + day.orders();
    return new WmsEvent(
        String.join("/", "receipt", run, Long.toString(slot), pool, warehouse),
        WmsEvent.Type.RECEIPT,
        pool,
        warehouse,
        at,
        null,
        items,
        null,
        null,
        null);
  }

  private List<Warehouse> keepers(String pool) {
    return reference.warehouses().stream()
        .filter(
            warehouse ->
                reference.shops().stream()
                    .filter(shop -> shop.pool().equals(pool))
                    .anyMatch(shop -> Market.of(shop).country.equals(warehouse.country())))
        .toList();
  }
}
