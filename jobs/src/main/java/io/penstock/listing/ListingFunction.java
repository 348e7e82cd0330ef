package io.penstock.listing;

import io.penstock.Versions;
import io.penstock.model.DueUpdate;
import io.penstock.model.PublishedReference;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Shop;
import io.penstock.model.StockLevel;
import io.penstock.state.ListingState;
import io.penstock.state.ServedShops;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns the levels of each pool into updates for the shops that sell out of it, where what the shop
 * may sell is another quantity than before. A shop that comes to sell out of a pool is told all its
 * levels, with the next one that changes.
 */
public final class ListingFunction
    extends KeyedBroadcastProcessFunction<String, StockLevel, PublishedReference, DueUpdate> {

  private transient MapState<String, StockLevel> levels;
  private transient ValueState<ServedShops> served;

  /** All versions by shop, or absent where they are to be read anew. */
  private transient @Nullable Map<String, List<Reference>> shops;

  @Override
  public void open(OpenContext context) {
    levels = getRuntimeContext().getMapState(ListingState.levels());
    served = getRuntimeContext().getState(ListingState.served());
  }

  @Override
  public void processElement(StockLevel level, ReadOnlyContext context, Collector<DueUpdate> out)
      throws Exception {
    StockLevel before = levels.get(level.sku());
    levels.put(level.sku(), level);
    ServedShops known = served.value();
    List<String> now = new ArrayList<>();
    for (Shop shop : shops(context, level)) {
      String id = shop.marketplace() + "/" + shop.shop();
      now.add(id);
      if (known == null || !known.shops().contains(id)) {
        for (StockLevel any : levels.values()) {
          out.collect(due(any, shop));
        }
      } else if (before == null
          || Listing.quantity(before, shop) != Listing.quantity(level, shop)) {
        out.collect(due(level, shop));
      }
    }
    if (known == null || !known.shops().equals(now)) {
      served.update(new ServedShops(now));
    }
  }

  private static DueUpdate due(StockLevel level, Shop shop) {
    return new DueUpdate(
        Listing.update(level, shop), Objects.requireNonNull(shop.stockUpdatesPerMinute()));
  }

  /** Those that sell out of the level's pool at its time and are told so, by name. */
  private List<Shop> shops(ReadOnlyContext context, StockLevel level) throws Exception {
    Map<String, List<Reference>> all = shops;
    if (all == null) {
      all = new TreeMap<>();
      ReadOnlyBroadcastState<String, List<Reference>> published =
          context.getBroadcastState(ListingState.shops());
      for (Map.Entry<String, List<Reference>> shop : published.immutableEntries()) {
        all.put(shop.getKey(), shop.getValue());
      }
      shops = all;
    }
    List<Shop> selling = new ArrayList<>();
    for (List<Reference> versions : all.values()) {
      Reference effective = Versions.effective(versions, level.at());
      Shop shop = effective == null ? null : effective.shop();
      if (shop != null
          && shop.stockUpdatesPerMinute() != null
          && shop.pool().equals(level.pool())) {
        selling.add(shop);
      }
    }
    return selling;
  }

  @Override
  public void processBroadcastElement(
      PublishedReference published, Context context, Collector<DueUpdate> out) throws Exception {
    if (published.reference().type() != Reference.Type.SHOP) {
      return;
    }
    BroadcastState<String, List<Reference>> state = context.getBroadcastState(ListingState.shops());
    List<Reference> known = state.get(published.id());
    List<Reference> versions =
        Versions.merge(known == null ? List.of() : known, published.reference(), Instant.MIN);
    if (versions.isEmpty()) {
      state.remove(published.id());
    } else {
      state.put(published.id(), new ArrayList<>(versions));
    }
    shops = null;
  }
}
