package io.penstock.listing;

import io.penstock.model.DueUpdate;
import io.penstock.model.PublishedReference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockUpdate;
import io.penstock.state.ListingState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From levels to what marketplaces are told of them. */
public final class ListingPipeline {

  /**
   * The updates of all shops.
   *
   * @param reference of which only shops are read
   */
  public static DataStream<StockUpdate> updates(
      DataStream<StockLevel> levels, DataStream<PublishedReference> reference) {
    return levels
        .keyBy(StockLevel::pool, Types.STRING)
        .connect(reference.broadcast(ListingState.shops()))
        .process(new ListingFunction(), TypeInformation.of(DueUpdate.class))
        .uid(ListingState.SHOPS_UID)
        .name("Listing")
        .keyBy(DueUpdate::shopId, Types.STRING)
        .process(new LimitFunction(), TypeInformation.of(StockUpdate.class))
        .uid(ListingState.LIMIT_UID)
        .name("Limit of stock updates");
  }

  private ListingPipeline() {}
}
