package io.penstock.deploy.bench.plain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.bench.plain.PlainOrder.Receiver;
import io.penstock.deploy.bench.plain.PlainOrder.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of the Orders API v0, its items within it. */
@JsonNaming(UpperCamelCaseStrategy.class)
record AmazonOrder(
    @Nullable String amazonOrderId,
    String orderStatus,
    String lastUpdateDate,
    @Nullable Amount orderTotal,
    Buyer buyerInfo,
    Address shippingAddress,
    List<Item> orderItems)
    implements NativeOrder {

  @JsonNaming(UpperCamelCaseStrategy.class)
  record Amount(String amount) {}

  @JsonNaming(UpperCamelCaseStrategy.class)
  record Buyer(@Nullable String buyerEmail) {}

  @JsonNaming(UpperCamelCaseStrategy.class)
  record Address(
      @Nullable String addressLine1,
      @Nullable String city,
      @Nullable String stateOrRegion,
      @Nullable String phone) {}

  record Item(
      @JsonProperty("SellerSKU") @Nullable String sku,
      @JsonProperty("QuantityOrdered") int quantity,
      @JsonProperty("ItemPrice") @Nullable Amount price,
      @JsonProperty("ItemTax") @Nullable Amount tax,
      @JsonProperty("ShippingPrice") @Nullable Amount shipping,
      @JsonProperty("PromotionDiscount") @Nullable Amount discount) {

    long sum() {
      return of(price) + of(tax) + of(shipping) - of(discount);
    }
  }

  @Override
  public PlainOrder plain() {
    return new PlainOrder(
        amazonOrderId,
        switch (orderStatus) {
          case "Pending" -> Status.UNPAID;
          case "Unshipped" -> Status.PAID;
          case "Shipped" -> Status.SHIPPED;
          default -> Status.CLOSED;
        },
        lastUpdateDate,
        of(orderTotal),
        orderItems.stream().mapToLong(Item::sum).sum(),
        new Receiver(
            buyerInfo.buyerEmail(),
            null,
            shippingAddress.phone(),
            shippingAddress.stateOrRegion(),
            shippingAddress.city(),
            shippingAddress.addressLine1()),
        null,
        orderItems.stream().map(item -> new Line(item.sku(), item.quantity())).toList());
  }

  private static long of(@Nullable Amount amount) {
    return amount == null ? 0 : NativeOrder.minor(amount.amount());
  }
}
