package io.penstock.deploy.load;

import io.penstock.model.Consignee;
import io.penstock.model.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Deliveries that warehouses are asked for. */
final class Deliveries {

  static Delivery create(int number) {
    return of(number, Delivery.Action.CREATE);
  }

  static Delivery cancel(int number) {
    return of(number, Delivery.Action.CANCEL);
  }

  /** The same delivery, to somebody in that country. */
  static Delivery to(String country, Delivery delivery) {
    return new Delivery(
        delivery.deliveryId(),
        delivery.action(),
        delivery.orderType(),
        delivery.warehouse(),
        delivery.owner(),
        delivery.marketplace(),
        delivery.shop(),
        delivery.orderId(),
        delivery.at(),
        delivery.receivedAt(),
        delivery.placedAt(),
        delivery.paidAt(),
        delivery.shipBy(),
        new Consignee(null, null, country, null, null, null, null, null, null),
        delivery.lines(),
        delivery.carriers());
  }

  /** The first number of a delivery of this kind. */
  static int such(Predicate<Delivery> kind) {
    return IntStream.range(0, 100_000)
        .filter(number -> kind.test(create(number)))
        .findFirst()
        .orElseThrow();
  }

  /** A number of a delivery that meets nothing special. */
  static int plain() {
    return such(Deliveries::isPlain);
  }

  /** The numbers of so many deliveries that meet nothing special. */
  static List<Integer> plain(int count) {
    return IntStream.range(0, 100_000)
        .filter(number -> isPlain(create(number)))
        .limit(count)
        .boxed()
        .toList();
  }

  /** Taken in and picked in good time, and nothing is said twice about it. */
  static boolean isPlain(Delivery delivery) {
    return !WarehouseAnswers.refuses(delivery)
        && !WarehouseAnswers.picksAtOnce(delivery)
        && Stream.of(
                WarehouseAnswers.accepted(delivery),
                WarehouseAnswers.picked(delivery),
                WarehouseAnswers.shipped(delivery),
                WarehouseAnswers.cancelled(delivery))
            .allMatch(answer -> WarehouseAnswers.times(answer) == 1);
  }

  private static Delivery of(int number, Delivery.Action action) {
    Instant at = Instant.parse("2026-11-11T00:00:00Z").plusSeconds(number);
    return new Delivery(
        "taobao/lanting-live/" + number + "#1.1",
        action,
        "JYCK",
        "CN-HGH",
        "lanting",
        "taobao",
        "lanting-live",
        Integer.toString(number),
        at,
        at,
        at,
        at,
        null,
        Consignee.UNKNOWN,
        List.of(
            new Delivery.Line(1, "1", "LA-1001", 2, null),
            new Delivery.Line(2, "2", "LA-1002", 1, null)),
        null);
  }

  private Deliveries() {}
}
