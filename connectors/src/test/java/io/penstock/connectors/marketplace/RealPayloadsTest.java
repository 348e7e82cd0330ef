package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.SharedData;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.ReceivedOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real payloads against an answer key that was written by reading them: order, status, total and,
 * for each line, quantity, SKU, amount, status and refund.
 */
class RealPayloadsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "taobao/trade.tmall.WAIT_BUYER_PAY.json |"
            + " 1347456243421196949 UNPAID 1.80 CNY [] 1x() 1.80 UNPAID NONE",
        "taobao/trade_fullinfo_get.two_orders.json |"
            + " 500001084 PAID 323.58 CNY [TOTAL_MISMATCH] 1x(B-C352-F301-356M) 86.20 PAID NONE,"
            + " 1x(B-C352-F302-357M) 117.77 PAID NONE",
        "douyin/OrderDetailResponse.json |"
            + " 4781320682406083640 SHIPPED 5.00 CNY [] 2x(ahgldjj) 4.90 SHIPPED REQUESTED",
        "douyin/agiso.order.list.json |"
            + " 6936476692437472563 CANCELLED 0.01 CNY [] 1x(112233) 0.01 CANCELLED REFUNDED",
        "shopify/order.json |"
            + " 450789469 UNPAID 409.94 USD [TOTAL_MISMATCH] 1x(IPOD2008GREEN) 199.00 UNPAID NONE,"
            + " 1x(IPOD2008RED) 199.00 UNPAID NONE, 1x(IPOD2008BLACK) 199.00 UNPAID NONE",
        "shopify/orders.json | 450789469 PAID 598.94 USD [NO_LINES]",
        "amazon/ordersV0.getOrder.200.sandbox1.json |"
            + " 921-3175655-0452641 SHIPPED 100.00 EUR [FULFILLED_BY_MARKETPLACE; NO_LINES]",
        "amazon/ordersV0.getOrders.200.sandbox0.json |"
            + " 902-1845936-5435065 PAID 11.01 USD [NO_LINES] /"
            + " 902-8745147-1934268 PAID 11.01 USD [NO_LINES]",
        "amazon/ordersV0.getOrders.200.sandbox1.json |"
            + " 902-3159896-1390916 UNPAID 0.00 USD [NO_LINES]",
        "amazon/ordersV0.getOrders.200.sandbox2.json |"
            + " 902-3159896-1390916 UNPAID 0.00 USD [NO_LINES]",
        "amazon/orders_2026-01-01.getOrder.200.sandbox0.json |"
            + " 171-9876543-2109876 PAID 299.90 BRL [] 1x(ECHO-DOT-4-BR-PRETO) 299.90 PAID NONE",
        "amazon/orders_2026-01-01.getOrder.200.sandbox1.json |"
            + " 028-1234567-8901234 SHIPPED 125.00 TRY []"
            + " 2x(FIRE-HD10-TR-BLK) 125.00 SHIPPED NONE",
        "amazon/orders_2026-01-01.searchOrders.200.sandbox0.json |"
            + " 250-1234567-8901234 SHIPPED 19940 JPY [FULFILLED_BY_MARKETPLACE]"
            + " 1x(ECHO-DOT-4-JP-CHARCOAL) 5980 SHIPPED NONE,"
            + " 2x(FIRE-TV-4K-MAX-JP) 13960 SHIPPED NONE",
        "amazon/orders_2026-01-01.searchOrders.200.sandbox1.json |"
            + " 202-7654321-1098765 SHIPPED 34.99 GBP []"
            + " 1x(ECHO-DOT-4-UK-CHARCOAL-SINGLE) 34.99 SHIPPED NONE"
      })
  void aRealOrderIsReadAsAPersonReadsIt(String file, String answer) throws Exception {
    assertThat(
            read(file).stream().map(RealPayloadsTest::summary).collect(Collectors.joining(" / ")))
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "taobao/agiso.push.tradecreate.json",
        "taobao/agiso.push.tradememomodified.json",
        "taobao/agiso.push.tradesuccess.json",
        "taobao/tmc.TradeCreate.sandbox.json",
        "taobao/tmc.messages.TradeBuyerPay.json",
        "douyin/OrderBatchDecryptResponse.json",
        "douyin/event.TradeAmountChangedEvent.json",
        "douyin/event.TradeCanceledEvent.json",
        "douyin/event.TradeCreateEvent.json",
        "douyin/event.TradeMemoModifyEvent.json",
        "douyin/event.TradePaidEvent.json",
        "douyin/event.TradePartlySellerShipEvent.json",
        "shopify/draft_order_completed.json",
        "shopify/fulfillment.json",
        "shopify/order_risks.json",
        "amazon/OrderChangeNotification.json",
        "amazon/ordersV0.getOrderAddress.200.sandbox0.json",
        "amazon/ordersV0.getOrderBuyerInfo.200.sandbox0.json",
        "amazon/ordersV0.getOrderItems.200.sandbox0.json",
        "amazon/ordersV0.getOrderItemsBuyerInfo.200.sandbox0.json"
      })
  void aRealMessageThatHoldsNoOrderIsNotTakenForOne(String file) throws Exception {
    byte[] payload = SharedData.payload(file);

    assertThatThrownBy(() -> Records.received(Records.raw(marketplace(file), payload)))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            unreadable -> assertThat(unreadable.code()).isEqualTo("NOT_AN_ORDER"));
  }

  @Test
  void everyRealPayloadEndsAsOrdersOrIsNoOrder() throws Exception {
    TreeMap<String, Integer> ends = new TreeMap<>();
    for (String marketplace : Marketplaces.shipped().names()) {
      for (String file : SharedData.payloadsOf(marketplace)) {
        try {
          ends.merge("orders", read(file).isEmpty() ? 0 : 1, Integer::sum);
        } catch (UnreadableException unreadable) {
          ends.merge(unreadable.code(), 1, Integer::sum);
        }
      }
    }
    assertThat(ends).containsOnlyKeys("NOT_AN_ORDER", "orders");
  }

  private static List<Order> read(String file) throws Exception {
    List<Order> orders = new ArrayList<>();
    for (ReceivedOrder each :
        Records.received(Records.raw(marketplace(file), SharedData.payload(file)))) {
      orders.add(each.order());
    }
    return orders;
  }

  private static String marketplace(String file) {
    return file.substring(0, file.indexOf('/'));
  }

  private static String summary(Order order) {
    String lines =
        order.lines().stream()
            .map(
                line ->
                    " %dx(%s) %s %s %s"
                        .formatted(
                            line.quantity(),
                            line.sku(),
                            decimal(order.currency(), line.amountMinor()),
                            line.status(),
                            line.refund()))
            .collect(Collectors.joining(","));
    return "%s %s %s %s [%s]%s"
        .formatted(
            order.orderId(),
            order.status(),
            decimal(order.currency(), order.totalMinor()),
            order.currency(),
            String.join("; ", order.flags()),
            lines);
  }

  private static String decimal(String currency, long minor) {
    return new Money(currency, minor).toDecimal().toPlainString();
  }
}
