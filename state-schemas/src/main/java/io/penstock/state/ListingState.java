package io.penstock.state;

import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that the operators keep in a savepoint that tell shops what they may sell. */
public final class ListingState {

  public static final String SHOPS_UID = "listing-shops";
  public static final String LIMIT_UID = "listing-limit";

  /** The versions of each shop, oldest first. Broadcast. */
  public static MapStateDescriptor<String, List<Reference>> shops() {
    return new MapStateDescriptor<>(
        "shops", Types.STRING, Types.LIST(TypeInformation.of(Reference.class)));
  }

  /** Per pool the newest level of each SKU. */
  public static MapStateDescriptor<String, StockLevel> levels() {
    return new MapStateDescriptor<>("levels", Types.STRING, TypeInformation.of(StockLevel.class));
  }

  /** Per pool those that know its levels. */
  public static ValueStateDescriptor<ServedShops> served() {
    return new ValueStateDescriptor<>("served", TypeInformation.of(ServedShops.class));
  }

  /** Per shop. */
  public static ValueStateDescriptor<ShopQueue> queue() {
    return new ValueStateDescriptor<>("queue", TypeInformation.of(ShopQueue.class));
  }

  /** Per shop what waits, by SKU. */
  public static MapStateDescriptor<String, WaitingUpdate> waiting() {
    return new MapStateDescriptor<>(
        "waiting", Types.STRING, TypeInformation.of(WaitingUpdate.class));
  }

  /** Per shop the SKUs that wait, by their places: of those that are sold out, or of all others. */
  public static MapStateDescriptor<Long, String> lane(boolean soldOut) {
    return new MapStateDescriptor<>(soldOut ? "urgent" : "others", Types.LONG, Types.STRING);
  }

  private ListingState() {}
}
