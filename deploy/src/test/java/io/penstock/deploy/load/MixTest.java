package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.RefundStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What 20,000 orders are made of, read back through the shipped mappings. */
class MixTest {

  private static final PeakDay DAY = new PeakDay(2026, 20_000);
  private static final PlayedDay PLAYED = PlayedDay.of(DAY);
  private static final List<Order> NEWEST = PLAYED.newest();

  private static final Set<String> KNOWN =
      SampleReference.records().stream()
          .map(Reference::sku)
          .filter(Objects::nonNull)
          .map(Reference.Sku::sku)
          .collect(Collectors.toSet());
  private static final Set<String> DENIED =
      SampleReference.records().stream()
          .map(Reference::denial)
          .filter(Objects::nonNull)
          .map(Reference.Denial::value)
          .collect(Collectors.toSet());

  @Test
  void theMappingsReadEveryMessageThatIsReadableAndNoOther() {
    for (Message message : PLAYED.messages) {
      assertThat(PLAYED.refusals.containsKey(message))
          .as("%s, refused as %s", message, PLAYED.refusals.get(message))
          .isNotEqualTo(message.readable());
    }
    assertThat(PLAYED.refusals.values())
        .contains("BROKEN_JSON", "UNKNOWN_MARKETPLACE", "MISSING_ORDER_ID");
    assertThat(share(PLAYED.refusals.size(), PLAYED.messages.size())).isBetween(0.0004, 0.002);
  }

  @Test
  void mostOrdersHaveOneLineAndAFewHaveVeryMany() {
    assertThat(shareOf(order -> order.lines().size() == 1)).isBetween(0.89, 0.91);
    assertThat(shareOf(order -> order.lines().size() == 2)).isBetween(0.068, 0.082);
    assertThat(shareOf(order -> order.lines().size() == 3)).isBetween(0.013, 0.020);
    assertThat(NEWEST.stream().mapToInt(order -> order.lines().size()).max().orElseThrow())
        .isBetween(15, Mix.MOST_LINES);
  }

  @Test
  void someMessagesComeTwiceByteForByte() {
    Set<Integer> seen = new HashSet<>();
    long again =
        PLAYED.messages.stream()
            .filter(message -> !seen.add(Arrays.hashCode(message.payload())))
            .count();
    assertThat(share(again, PLAYED.messages.size())).isBetween(0.04, 0.06);
  }

  @Test
  void someVersionsAreOvertakenByNewerOnes() {
    assertThat(shareOfStories(MixTest::isOvertaken)).isBetween(0.006, 0.018);
  }

  @Test
  void someOrdersAreFirstUnpaidAndThenPaid() {
    assertThat(
            shareOfStories(versions -> first(versions) == OrderStatus.UNPAID && isPaid(versions)))
        .isBetween(0.05, 0.07);
  }

  @Test
  void someOrdersAreCancelledWithAndWithoutPayment() {
    assertThat(
            shareOfStories(
                versions ->
                    first(versions) == OrderStatus.UNPAID
                        && newest(versions).status() == OrderStatus.CANCELLED))
        .isBetween(0.0055, 0.0095);
    assertThat(
            shareOfStories(
                versions ->
                    first(versions) == OrderStatus.PAID
                        && newest(versions).status() == OrderStatus.CANCELLED))
        .isBetween(0.0045, 0.0080);
    assertThat(
            shareOfStories(
                versions ->
                    first(versions) == OrderStatus.CANCELLED
                        && versions.stream().anyMatch(one -> status(one) == OrderStatus.PAID)))
        .isBetween(0.0004, 0.0020);
  }

  @Test
  void moneyGoesBackWhereTheMarketplaceSaysSo() {
    assertThat(
            NEWEST.stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.refund() == RefundStatus.REFUNDED))
        .isNotEmpty()
        .allMatch(line -> line.status() == OrderStatus.CANCELLED);
  }

  @Test
  void rarelyTwoContentsShareOneModifiedTime() {
    assertThat(
            shareOfStories(
                versions ->
                    versions.stream().map(ReceivedOrder::contentHash).distinct().count()
                        > versions.stream()
                            .map(one -> one.order().modifiedAt())
                            .distinct()
                            .count()))
        .isBetween(0.0001, 0.0012);
  }

  @Test
  void someOrdersAreShippedBeforeTheyAreKnown() {
    assertThat(shareOfStories(versions -> first(versions) == OrderStatus.SHIPPED))
        .isBetween(0.0018, 0.0042);
  }

  @Test
  void someMemosChange() {
    assertThat(
            shareOfStories(
                versions ->
                    versions.stream().map(one -> one.order().sellerMemo()).distinct().count() > 1))
        .isBetween(0.012, 0.030);
  }

  @Test
  void everyFlawOccursAboutAsOftenAsItShould() {
    assertThat(shareOf(order -> isIncomplete(order.consignee()))).isBetween(0.012, 0.018);
    assertThat(shareOf(MixTest::isDenied)).isBetween(0.0012, 0.0030);
    assertThat(shareOf(MixTest::isOverValueLimit)).isBetween(0.0035, 0.0065);
    assertThat(shareOf(order -> order.lines().isEmpty())).isBetween(0.0001, 0.0012);
    assertThat(shareOf(order -> order.flags().contains("TOTAL_MISMATCH"))).isBetween(0.0003, 0.002);
    assertThat(shareOf(order -> order.lines().stream().anyMatch(line -> line.sku().isEmpty())))
        .isBetween(0.0004, 0.0020);
    assertThat(shareOf(order -> order.lines().stream().anyMatch(MixTest::isUnknown)))
        .isBetween(0.0012, 0.0030);
  }

  @Test
  void nineOrdersOfTenNeedNobody() {
    assertThat(
            shareOf(
                order ->
                    order.status() == OrderStatus.PAID
                        && !isIncomplete(order.consignee())
                        && !isDenied(order)
                        && !isOverValueLimit(order)
                        && order.flags().isEmpty()
                        && !order.lines().isEmpty()
                        && order.lines().stream().allMatch(line -> KNOWN.contains(line.sku()))))
        .isBetween(0.93, 0.98);
  }

  @Test
  void hotArticlesSellOnlyDuringThePromotion() {
    assertThat(hotShare(0.30, 0.60)).isBetween(0.19, 0.24);
    assertThat(hotShare(0, 0.30)).isLessThan(0.02);
    assertThat(hotShare(0.60, 1)).isLessThan(0.02);
  }

  @Test
  void everyShopSells() {
    assertThat(NEWEST.stream().map(order -> order.marketplace() + "/" + order.shop()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            SampleReference.read().shops().stream()
                .map(shop -> shop.marketplace() + "/" + shop.shop())
                .toList());
  }

  private static double hotShare(double from, double until) {
    OrderPlanner planner = new OrderPlanner(DAY);
    List<PlannedOrder.Item> items =
        Stream.iterate((long) (from * DAY.orders()), index -> index + 1)
            .limit((long) ((until - from) * DAY.orders()))
            .flatMap(index -> planner.plan(index).items().stream())
            .toList();
    return share(
        items.stream().filter(item -> Catalogue.isHot(item.article())).count(), items.size());
  }

  private static boolean isOvertaken(Collection<ReceivedOrder> versions) {
    Set<Long> seen = new HashSet<>();
    ReceivedOrder newest = null;
    for (ReceivedOrder one : versions) {
      boolean fresh = seen.add(one.contentHash());
      if (newest != null
          && fresh
          && one.order().modifiedAt().isBefore(newest.order().modifiedAt())) {
        return true;
      }
      newest = one;
    }
    return false;
  }

  private static boolean isIncomplete(Consignee consignee) {
    return Stream.of(
            consignee.country(),
            consignee.region(),
            consignee.city(),
            consignee.street(),
            consignee.name(),
            consignee.phone())
        .anyMatch(part -> part == null || part.isEmpty());
  }

  private static boolean isDenied(Order order) {
    return Stream.of(order.buyer(), order.consignee().phone(), order.consignee().token())
        .filter(Objects::nonNull)
        .anyMatch(DENIED::contains);
  }

  private static boolean isOverValueLimit(Order order) {
    return order.totalMinor() > (order.currency().equals("CNY") ? 2_000_000 : 300_000);
  }

  private static boolean isUnknown(OrderLine line) {
    return !line.sku().isEmpty() && !KNOWN.contains(line.sku());
  }

  private static Order newest(List<ReceivedOrder> versions) {
    return PlayedDay.newest(versions);
  }

  private static OrderStatus first(List<ReceivedOrder> versions) {
    return status(versions.get(0));
  }

  private static OrderStatus status(ReceivedOrder received) {
    return received.order().status();
  }

  private static boolean isPaid(List<ReceivedOrder> versions) {
    return newest(versions).status() == OrderStatus.PAID && newest(versions).paidAt() != null;
  }

  private static double shareOf(Predicate<Order> what) {
    return share(NEWEST.stream().filter(what).count(), NEWEST.size());
  }

  private static double shareOfStories(Predicate<List<ReceivedOrder>> what) {
    return share(PLAYED.versions.values().stream().filter(what).count(), PLAYED.versions.size());
  }

  private static double share(long part, long whole) {
    return (double) part / whole;
  }
}
