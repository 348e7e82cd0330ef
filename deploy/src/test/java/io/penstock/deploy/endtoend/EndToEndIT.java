package io.penstock.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.DeadLetter;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Type;
import io.penstock.model.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real orders, and some of our own making, through all jobs twice: undisturbed and one at a time,
 * and two at a time with task managers that die. What both leave behind must be the same.
 */
class EndToEndIT {

  private static Input input;
  private static Outcome calm;
  private static Outcome disturbed;

  @BeforeAll
  static void runTwice(@TempDir Path directory) throws Exception {
    input = new Input(shared());
    calm = Run.undisturbed(input, directory.resolve("calm"), 1);
    disturbed = Run.disturbed(input, directory.resolve("disturbed"), 2);
  }

  @Test
  void neitherFailuresNorParallelismChangeWhatIsDecided() {
    Map<String, List<String>> others = new TreeMap<>(disturbed.decisions());
    calm.decisions().forEach(others::remove);
    assertThat(others).as("orders with another history").isEmpty();
    assertThat(disturbed.events().keySet()).isEqualTo(calm.events().keySet());
    assertThat(disturbed.instructions()).isEqualTo(calm.instructions());
    assertThat(disturbed.refusals()).isEqualTo(calm.refusals());
    assertThat(disturbed.notices()).containsExactlyInAnyOrderElementsOf(calm.notices());
    assertThat(disturbed.stock()).isEqualTo(calm.stock());
    assertThat(disturbed.sales()).isEqualTo(calm.sales());
    assertThat(disturbed.bills()).isEqualTo(calm.bills());
  }

  @Test
  void everyRealOrderIsAcceptedOnceAndTheMoneyAddsUp() {
    List<OrderEvent> accepted =
        all(Type.RECEIVED).filter(event -> event.marketplace().equals("olist")).toList();
    assertThat(accepted)
        .extracting(OrderEvent::orderId)
        .containsExactlyInAnyOrderElementsOf(input.olist.documents().keySet());
    assertThat(accepted).extracting(OrderEvent::currency).containsOnly("BRL");
    assertThat(accepted.stream().mapToLong(OrderEvent::totalMinor).sum())
        .isEqualTo(input.olist.paidMinor());
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() {
    assertThat(calm.eventsOf("shopify/yen/1"))
        .isNotEmpty()
        .allMatch(event -> event.currency().equals("JPY") && event.totalMinor() == 1_250);
    assertThat(calm.eventsOf("shopify/dinars/1"))
        .isNotEmpty()
        .allMatch(event -> event.currency().equals("KWD") && event.totalMinor() == 1_234);
    assertThat(calm.sales())
        .contains(
            "shopify/yen 2026-03-01 JPY 1 1 1250 0 0",
            "shopify/dinars 2026-03-01 KWD 1 1 1234 0 0");
  }

  @Test
  void aSaleCountsOnTheDayOfPaymentInTheShopsOwnZone() {
    Map<String, Long> orders = new TreeMap<>();
    Map<String, Long> money = new TreeMap<>();
    all(Type.PASSED)
        .filter(event -> event.marketplace().equals("olist"))
        .forEach(
            event -> {
              String day = input.olist.dayOfPayment(event.orderId());
              orders.merge(day, 1L, Long::sum);
              money.merge(day, event.totalMinor(), Long::sum);
            });
    assertThat(calm.sales().stream().filter(row -> row.startsWith("olist/")))
        .hasSize(orders.size())
        .allSatisfy(
            row -> {
              String[] columns = row.split(" ", -1);
              assertThat(columns[3]).as(row).isEqualTo("" + orders.get(columns[1]));
              assertThat(columns[5]).as(row).isEqualTo("" + money.get(columns[1]));
            });
  }

  @Test
  void whatCannotBeReadIsADeadLetterThatSaysWhy() {
    List<String> expected = new ArrayList<>(input.refused);
    expected.add(Surroundings.BROKEN_RULE + " RULE_REFUSED");
    assertThat(calm.refusals()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(calm.letters())
        .filteredOn(letter -> letter.code().equals("TOO_LARGE"))
        .allMatch(letter -> letter.bytes() == 5_000_002 && letter.valueBase64() == null);
  }

  @Test
  void anIdThatIsTooLongForADoubleSurvivesDigitForDigit() {
    String order = "shopify/big-id/" + Planted.BIG_ID;
    assertThat(calm.typesOf(order)).contains(Type.SHIPPED);
    assertThat(calm.deliveriesOf(order)).hasSize(1);
    assertThat(calm.notices()).anyMatch(one -> one.contains("\"" + Planted.BIG_ID + "\""));
  }

  @Test
  void anUnknownSkuIsHeldForAPerson() {
    assertThat(calm.eventsOf("shopify/unknown-sku/1"))
        .filteredOn(event -> event.type() == Type.HELD)
        .flatExtracting(OrderEvent::reasons)
        .extracting(Reason::code)
        .containsExactly("UNKNOWN_SKU");
    assertThat(calm.deliveriesOf("shopify/unknown-sku/1")).isEmpty();
  }

  @Test
  void aRuleThatDoesNotCompileIsRefusedByItsNameAndTheOthersDecide() {
    assertThat(calm.letters())
        .filteredOn(letter -> Surroundings.BROKEN_RULE.equals(letter.key()))
        .extracting(DeadLetter::code, DeadLetter::reason)
        .containsExactly(tuple("RULE_REFUSED", "1:13 syntax error"));
    assertThat(calm.eventsOf("shopify/unpaid-then-cancelled/1"))
        .filteredOn(event -> event.type() == Type.WAITING)
        .flatExtracting(OrderEvent::reasons)
        .extracting(Reason::rule)
        .containsExactly("unpaid");
  }

  @Test
  void whatIsCancelledBeforeItIsAllocatedIsNeverDelivered() {
    for (String shop :
        List.of("unpaid-then-cancelled", "cancelled-before-known", "no-goods-then-cancelled")) {
      String order = "shopify/" + shop + "/1";
      assertThat(calm.typesOf(order))
          .as(shop)
          .contains(Type.CANCELLED)
          .doesNotContain(Type.ALLOCATED);
      assertThat(calm.eventsOf(order).get(calm.eventsOf(order).size() - 1).status())
          .as(shop)
          .isEqualTo(OrderEvent.Status.CANCELLED);
      assertThat(calm.deliveriesOf(order)).as(shop).isEmpty();
    }
    assertThat(calm.typesOf("shopify/no-goods-then-cancelled/1")).contains(Type.BACKORDERED);
    input
        .olist
        .withStatus("canceled")
        .forEach(id -> assertThat(calm.deliveriesOf("olist/sp/" + id)).isEmpty());
    assertThat(calm.sales())
        .contains("shopify/no-goods-then-cancelled 2026-03-01 USD 1 1 500 1 500")
        .noneMatch(row -> row.startsWith("shopify/unpaid-then-cancelled"))
        .noneMatch(row -> row.startsWith("shopify/cancelled-before-known"));
  }

  @Test
  void whatWaitsForGoodsLeavesWhenTheyCome() {
    assertThat(calm.typesOf("shopify/no-goods/1"))
        .containsSubsequence(
            Type.RECEIVED, Type.PASSED, Type.BACKORDERED, Type.ALLOCATED, Type.SHIPPED);
    assertThat(calm.deliveriesOf("shopify/no-goods/1")).hasSize(1);
    // Two warehouses received one each, and said so twice.
    assertThat(calm.stock()).containsEntry("p/" + Planted.LATE_SKU, "1 0");
  }

  @Test
  void whatHasLeftElsewhereIsNotSentAgain() {
    assertThat(all(Type.ALREADY_SHIPPED).map(OrderEvent::key))
        .isNotEmpty()
        .allSatisfy(
            order -> {
              assertThat(calm.typesOf(order)).doesNotContain(Type.ALLOCATED);
              assertThat(calm.deliveriesOf(order)).isEmpty();
            });
  }

  @Test
  void aMarketplaceIsToldOnceOfEachLineThatLeft() {
    assertThat(calm.notices()).doesNotHaveDuplicates();
    assertThat(calm.notices().stream().filter(notice -> notice.contains("SHIP_NOTICE")))
        .hasSize(
            (int)
                Stream.concat(all(Type.SHIPPED), all(Type.PARTLY_SHIPPED))
                    .mapToLong(event -> event.lines().size())
                    .sum());
  }

  @Test
  void aMarketplaceIsAskedForEachOrderThatItOnlyToldOf() {
    Set<String> awaited = new TreeSet<>();
    calm.events()
        .forEach(
            (order, events) -> {
              if (events.stream().noneMatch(event -> event.type() == Type.RECEIVED)) {
                awaited.add(order);
              }
            });
    assertThat(awaited).contains("taobao/real/586004403606066").hasSizeGreaterThan(8);
    for (String order : awaited) {
      assertThat(calm.eventsOf(order))
          .allMatch(event -> event.status() == OrderEvent.Status.AWAITED)
          .first()
          .extracting(OrderEvent::type)
          .isEqualTo(Type.FETCH_REQUESTED);
      assertThat(calm.notices())
          .anyMatch(one -> one.contains("FETCH_ORDER") && one.contains("\"" + order + "@"));
    }
  }

  @Test
  void anAfterSalesCaseMakesItsOrderReadAnew() {
    assertThat(input.ordersOfCases).isNotEmpty();
    for (String order : input.ordersOfCases) {
      assertThat(calm.eventsOf(order))
          .first()
          .satisfies(event -> assertThat(event.type()).isEqualTo(Type.FETCH_REQUESTED))
          .satisfies(event -> assertThat(event.cause().topic()).endsWith("aftersales.raw"));
    }
  }

  @Test
  void aBillIsInTheTableLineByLine() {
    assertThat(calm.bills())
        .hasSize(input.billLines)
        .allMatch(row -> row.startsWith("walmart/real "));
    assertThat(calm.bills().stream().mapToLong(row -> Long.parseLong(row.split(" ", -1)[4])).sum())
        .as("a complete bill sums to nothing")
        .isZero();
  }

  private static Stream<OrderEvent> all(Type type) {
    return calm.events().values().stream()
        .flatMap(List::stream)
        .filter(event -> event.type() == type);
  }

  private static Path shared() {
    for (String place : List.of("../shared", "../../shared")) {
      if (Files.isDirectory(Path.of(place, "data", "olist"))) {
        return Path.of(place);
      }
    }
    return Assumptions.abort("skipped: there are no real orders beside the project");
  }
}
