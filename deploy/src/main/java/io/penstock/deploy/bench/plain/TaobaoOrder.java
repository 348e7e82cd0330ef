package io.penstock.deploy.bench.plain;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.bench.plain.PlainOrder.Receiver;
import io.penstock.deploy.bench.plain.PlainOrder.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer to {@code taobao.trade.fullinfo.get}. */
@JsonNaming(SnakeCaseStrategy.class)
record TaobaoOrder(Response tradeFullinfoGetResponse) implements NativeOrder {

  record Response(Trade trade) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Trade(
      @Nullable String tidStr,
      String status,
      String modified,
      String payment,
      String postFee,
      @Nullable String buyerOpenUid,
      @Nullable String oaid,
      @Nullable String receiverMobile,
      @Nullable String receiverState,
      @Nullable String receiverCity,
      @Nullable String receiverAddress,
      @Nullable String buyerMessage,
      Orders orders) {}

  record Orders(List<Item> order) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Item(int num, @Nullable String outerSkuId, String payment) {}

  @Override
  public PlainOrder plain() {
    Trade trade = tradeFullinfoGetResponse.trade();
    List<Item> items = trade.orders().order();
    return new PlainOrder(
        trade.tidStr(),
        switch (trade.status()) {
          case "WAIT_BUYER_PAY" -> Status.UNPAID;
          case "WAIT_SELLER_SEND_GOODS" -> Status.PAID;
          case "WAIT_BUYER_CONFIRM_GOODS" -> Status.SHIPPED;
          default -> Status.CLOSED;
        },
        trade.modified(),
        NativeOrder.minor(trade.payment()),
        NativeOrder.minor(trade.postFee())
            + items.stream().mapToLong(item -> NativeOrder.minor(item.payment())).sum(),
        new Receiver(
            trade.buyerOpenUid(),
            trade.oaid(),
            trade.receiverMobile(),
            trade.receiverState(),
            trade.receiverCity(),
            trade.receiverAddress()),
        trade.buyerMessage(),
        items.stream().map(item -> new Line(item.outerSkuId(), item.num())).toList());
  }
}
