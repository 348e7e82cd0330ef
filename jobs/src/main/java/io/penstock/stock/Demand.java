package io.penstock.stock;

import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an order asks of the stock. */
final class Demand {

  /** The lines that want goods, whatever was done for them. */
  static List<Parcel.Line> of(Order order) {
    List<Parcel.Line> demand = new ArrayList<>(order.lines().size());
    for (OrderLine line : order.lines()) {
      if (line.wantsGoods()) {
        demand.add(new Parcel.Line(line.lineId(), line.sku(), line.quantity()));
      }
    }
    return demand;
  }

  /**
   * What is wanted beyond the parcels that are on their way: an order never competes with itself.
   * Goods of another SKU do not serve a line that was changed.
   */
  static List<Parcel.Line> open(OrderLock lock) {
    Map<String, Integer> covered = new HashMap<>();
    for (Parcel parcel : lock.parcels()) {
      if (parcel.status().isOnItsWay()) {
        for (Parcel.Line line : parcel.lines()) {
          covered.merge(goods(line), line.quantity(), Integer::sum);
        }
      }
    }
    List<Parcel.Line> open = new ArrayList<>();
    for (Parcel.Line line : of(lock.order().order())) {
      int missing = line.quantity() - covered.getOrDefault(goods(line), 0);
      if (missing > 0) {
        open.add(new Parcel.Line(line.lineId(), line.sku(), missing));
      }
    }
    return open;
  }

  /** Whether all that is wanted has left. */
  static boolean hasLeft(OrderLock lock) {
    return lock.wanted()
        && lock.hasShippedParcel()
        && !lock.hasOpenParcel()
        && open(lock).isEmpty();
  }

  private static String goods(Parcel.Line line) {
    return line.lineId() + '\n' + line.sku();
  }

  /** Whether parcels that were made for one version are right for the other too. */
  static boolean isSame(Order one, Order other) {
    return of(one).equals(of(other)) && one.consignee().isSamePlaceAs(other.consignee());
  }

  private Demand() {}
}
