package io.penstock.listing;

import io.penstock.model.DueUpdate;
import io.penstock.model.StockUpdate;
import io.penstock.state.ListingState;
import io.penstock.state.ShopQueue;
import io.penstock.state.ShopQueue.Lane;
import io.penstock.state.TokenBucket;
import io.penstock.state.WaitingUpdate;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells each shop no more than its marketplace takes. What is too much waits: of each SKU only the
 * newest, where the first of them stood; what is sold out goes before all else, because what is
 * sold until then is oversold.
 *
 * <p>How many a minute brings is a matter of the marketplace's clock and not of ours, so this is
 * the one operator that goes by the time of the machine. It decides when something is told, and
 * nothing else.
 */
public final class LimitFunction extends KeyedProcessFunction<String, DueUpdate, StockUpdate> {

  private transient ValueState<ShopQueue> queue;
  private transient MapState<String, WaitingUpdate> waiting;
  private transient MapState<Long, String> urgent;
  private transient MapState<Long, String> others;

  @Override
  public void open(OpenContext context) {
    queue = getRuntimeContext().getState(ListingState.queue());
    waiting = getRuntimeContext().getMapState(ListingState.waiting());
    urgent = getRuntimeContext().getMapState(ListingState.lane(true));
    others = getRuntimeContext().getMapState(ListingState.lane(false));
  }

  @Override
  public void processElement(DueUpdate due, Context context, Collector<StockUpdate> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    ShopQueue kept = queue.value();
    ShopQueue shop = kept == null ? ShopQueue.NONE : kept;
    TokenBucket bucket = shop.bucket();
    // What was saved until now was saved at the limit of until now.
    bucket =
        bucket == null
            ? TokenBucket.full(now, due.perMinute())
            : bucket.until(now, shop.perMinute());
    shop = add(shop.with(bucket, due.perMinute()), due.update());
    send(shop, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<StockUpdate> out)
      throws Exception {
    ShopQueue shop = Objects.requireNonNull(queue.value());
    TokenBucket bucket = Objects.requireNonNull(shop.bucket());
    send(shop.with(bucket.until(timestamp, shop.perMinute()), shop.perMinute()), context, out);
  }

  private ShopQueue add(ShopQueue shop, StockUpdate update) throws Exception {
    WaitingUpdate before = waiting.get(update.sku());
    boolean soldOut = update.quantity() == 0;
    if (before != null && (before.soldOut() || !soldOut)) {
      waiting.put(update.sku(), new WaitingUpdate(update, before.soldOut(), before.place()));
      return shop;
    }
    if (before != null) {
      others.remove(before.place());
    }
    Lane lane = shop.lane(soldOut);
    waiting.put(update.sku(), new WaitingUpdate(update, soldOut, lane.end()));
    (soldOut ? urgent : others).put(lane.end(), update.sku());
    return shop.with(soldOut, new Lane(lane.next(), lane.end() + 1));
  }

  private void send(ShopQueue before, Context context, Collector<StockUpdate> out)
      throws Exception {
    ShopQueue shop = before;
    TokenBucket bucket = Objects.requireNonNull(shop.bucket());
    while (bucket.allowsOne() && !isEmpty(shop)) {
      boolean soldOut = !shop.urgent().isEmpty();
      Lane lane = shop.lane(soldOut);
      MapState<Long, String> places = soldOut ? urgent : others;
      String sku = places.get(lane.next());
      if (sku != null) {
        places.remove(lane.next());
        out.collect(waiting.get(sku).update());
        waiting.remove(sku);
        bucket = bucket.afterOne();
      }
      shop = shop.with(soldOut, new Lane(lane.next() + 1, lane.end()));
    }
    queue.update(shop.with(bucket, shop.perMinute()));
    if (!isEmpty(shop)) {
      context.timerService().registerProcessingTimeTimer(bucket.next(shop.perMinute()));
    }
  }

  private static boolean isEmpty(ShopQueue shop) {
    return shop.urgent().isEmpty() && shop.others().isEmpty();
  }
}
