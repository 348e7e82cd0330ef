package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.AfterSalesCase;
import io.penstock.model.BillLine;
import io.penstock.model.Order;
import io.penstock.model.OrderNews;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a record says, all of one kind: exactly one of the lists has elements.
 *
 * @param orders whole orders
 * @param cases after-sales cases
 * @param news of orders that the record does not hold
 * @param bill lines of bills
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Normalised(
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Order> orders,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AfterSalesCase> cases,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<OrderNews> news,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<BillLine> bill) {

  /** The orders as received with this record. */
  public List<ReceivedOrder> received(RawRecord raw) {
    return orders.stream()
        .map(order -> new ReceivedOrder(order, ContentHash.of(order), raw.cause(), raw.timestamp()))
        .toList();
  }

  /**
   * The news, and that there are after-sales cases: a case changes its order.
   *
   * @throws UnreadableException for a case that names no order
   */
  public List<OrderNews> toldOfOrders() throws UnreadableException {
    List<OrderNews> told = new ArrayList<>(news);
    for (AfterSalesCase each : cases) {
      String order = each.orderId();
      if (order == null) {
        throw new UnreadableException("MISSING_ORDER_ID", "an after-sales case names no order");
      }
      told.add(each.asNewsOf(order));
    }
    return told;
  }

  static Normalised ofOrders(List<Order> orders) {
    return new Normalised(orders, List.of(), List.of(), List.of());
  }

  static Normalised ofCases(List<AfterSalesCase> cases) {
    return new Normalised(List.of(), cases, List.of(), List.of());
  }

  static Normalised ofNews(List<OrderNews> news) {
    return new Normalised(List.of(), List.of(), news, List.of());
  }

  static Normalised ofBill(List<BillLine> bill) {
    return new Normalised(List.of(), List.of(), List.of(), bill);
  }
}
