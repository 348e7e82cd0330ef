package io.penstock.deploy.bench.plain;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.bench.plain.PlainOrder.Receiver;
import io.penstock.deploy.bench.plain.PlainOrder.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of an order webhook. */
@JsonNaming(SnakeCaseStrategy.class)
record ShopifyOrder(
    @Nullable String id,
    String financialStatus,
    @Nullable String fulfillmentStatus,
    @Nullable String cancelledAt,
    String updatedAt,
    String totalPrice,
    String totalTax,
    String subtotalPrice,
    List<Shipping> shippingLines,
    Customer customer,
    Address shippingAddress,
    @Nullable String note,
    List<Item> lineItems)
    implements NativeOrder {

  record Shipping(String price) {}

  record Customer(@Nullable String id) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Address(
      @Nullable String phone,
      @Nullable String address1,
      @Nullable String city,
      @Nullable String provinceCode) {}

  record Item(@Nullable String sku, int quantity) {}

  @Override
  public PlainOrder plain() {
    long freight = shippingLines.stream().mapToLong(line -> NativeOrder.minor(line.price())).sum();
    return new PlainOrder(
        id,
        status(),
        updatedAt,
        NativeOrder.minor(totalPrice),
        NativeOrder.minor(subtotalPrice) + NativeOrder.minor(totalTax) + freight,
        new Receiver(
            customer.id(),
            null,
            shippingAddress.phone(),
            shippingAddress.provinceCode(),
            shippingAddress.city(),
            shippingAddress.address1()),
        note,
        lineItems.stream().map(item -> new Line(item.sku(), item.quantity())).toList());
  }

  private Status status() {
    if (cancelledAt != null) {
      return Status.CLOSED;
    } else if (fulfillmentStatus != null) {
      return Status.SHIPPED;
    }
    return financialStatus.equals("paid") ? Status.PAID : Status.UNPAID;
  }
}
