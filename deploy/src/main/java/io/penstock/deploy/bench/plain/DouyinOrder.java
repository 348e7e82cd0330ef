package io.penstock.deploy.bench.plain;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.bench.plain.PlainOrder.Receiver;
import io.penstock.deploy.bench.plain.PlainOrder.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer to {@code order.orderDetail}. */
record DouyinOrder(Data data) implements NativeOrder {

  @JsonNaming(SnakeCaseStrategy.class)
  record Data(Detail shopOrderDetail) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Detail(
      @Nullable String orderId,
      int orderStatus,
      long updateTime,
      long payAmount,
      long postAmount,
      @Nullable String doudianOpenId,
      @Nullable String openAddressId,
      @Nullable String maskPostTel,
      Address maskPostAddr,
      @Nullable String buyerWords,
      List<Item> skuOrderList) {}

  record Address(Place province, Place city, @Nullable String detail) {}

  record Place(@Nullable String name) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Item(@Nullable String code, int itemNum, long payAmount) {}

  @Override
  public PlainOrder plain() {
    Detail detail = data.shopOrderDetail();
    List<Item> items = detail.skuOrderList();
    Address address = detail.maskPostAddr();
    return new PlainOrder(
        detail.orderId(),
        switch (detail.orderStatus()) {
          case 1 -> Status.UNPAID;
          case 2 -> Status.PAID;
          case 3 -> Status.SHIPPED;
          default -> Status.CLOSED;
        },
        Long.toString(detail.updateTime()),
        detail.payAmount(),
        detail.postAmount() + items.stream().mapToLong(Item::payAmount).sum(),
        new Receiver(
            detail.doudianOpenId(),
            detail.openAddressId(),
            detail.maskPostTel(),
            address.province().name(),
            address.city().name(),
            address.detail()),
        detail.buyerWords(),
        items.stream().map(item -> new Line(item.code(), item.itemNum())).toList());
  }
}
