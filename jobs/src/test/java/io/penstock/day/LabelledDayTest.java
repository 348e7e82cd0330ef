package io.penstock.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.day.Expected.Verdict;
import io.penstock.day.Row.Kind;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Rule;
import io.penstock.model.WmsEvent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks of the tables themselves: whether they are a key that answers can be compared with. */
class LabelledDayTest {

  private static final LabelledDay NORMAL = LabelledDay.normal();
  private static final LabelledDay PROMOTION = LabelledDay.promotion();

  static Stream<LabelledDay> days() {
    return Stream.of(NORMAL, PROMOTION);
  }

  private static Stream<Row> rows() {
    return days().flatMap(day -> day.rows().stream());
  }

  @Test
  void theDayHasHundredsOfOrdersAndTheTablesHaveNoneInCommon() {
    Set<String> all = new HashSet<>(NORMAL.orders().keySet());
    all.addAll(PROMOTION.orders().keySet());

    assertThat(NORMAL.orders()).hasSizeGreaterThanOrEqualTo(300);
    assertThat(PROMOTION.orders()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(all)
        .hasSizeGreaterThanOrEqualTo(400)
        .hasSize(NORMAL.orders().size() + PROMOTION.orders().size());
  }

  @ParameterizedTest
  @MethodSource("days")
  void everyMarketplaceThatSendsOrdersIsThere(LabelledDay day) {
    Set<String> there =
        day.orders().keySet().stream()
            .map(key -> key.substring(0, key.indexOf('/')))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(there).isEqualTo(marketplacesThatSendOrders());
  }

  private static Set<String> marketplacesThatSendOrders() {
    Set<String> marketplaces = new TreeSet<>();
    for (String name : Csv.resource("/marketplaces/index.txt").split("\n", -1)) {
      String order = "/marketplaces/" + name + "/order.jslt";
      if (!name.isEmpty() && Marketplaces.class.getResource(order) != null) {
        marketplaces.add(name);
      }
    }
    assertThat(marketplaces).hasSize(24);
    return marketplaces;
  }

  @Test
  void whatRulesAndStagesSayIsExpectedTwiceAtLeast() {
    Map<String, Long> expected = new TreeMap<>();
    rows().forEach(row -> codes(row).forEach(code -> expected.merge(code, 1L, Long::sum)));

    Set<String> wanted = new TreeSet<>(Deadlines.CODES);
    RuleFile.starter().rules().stream().map(Rule::reason).forEach(wanted::add);
    assertThat(wanted)
        .as("of " + expected)
        .isNotEmpty()
        .allSatisfy(code -> assertThat(expected.getOrDefault(code, 0L)).isGreaterThanOrEqualTo(2));
  }

  private static List<String> codes(Row row) {
    List<String> codes = new ArrayList<>(row.expected().reasons());
    String stock = row.expected().stock();
    if (stock.contains(":")) {
      codes.add(stock.substring(stock.indexOf(':') + 1));
    }
    return codes;
  }

  @Test
  void everyPlaybookComesTrueTwiceAtLeast() {
    Map<String, Integer> came = new TreeMap<>();
    for (LabelledDay day : List.of(NORMAL, PROMOTION)) {
      Deadlines.of(day).cameTrue().forEach(code -> came.merge(code, 1, Integer::sum));
    }

    assertThat(Deadlines.withStarter().values())
        .filteredOn(playbook -> playbook.deadline() != null)
        // No carrier of the day gives numbers for its waybills.
        .filteredOn(playbook -> !playbook.code().equals(Reason.NO_WAYBILL_LEFT))
        .as("of " + came)
        .hasSizeGreaterThanOrEqualTo(18)
        .allSatisfy(
            playbook -> assertThat(came.get(playbook.code())).as(playbook.code()).isGreaterThan(1));
  }

  @ParameterizedTest
  @MethodSource("days")
  void noHoldOutlivesItsDeadlineAndNoneIsEscalatedAtAnotherTime(LabelledDay day) {
    assertThat(Deadlines.of(day).problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void everyOrderEndsByWhatItsLastRowSays(LabelledDay day) {
    assertThat(day.orders().values())
        .allSatisfy(
            rows -> {
              Row last = rows.get(rows.size() - 1);
              assertThat(last.expected().end()).as(last.toString()).isNotEmpty();
              assertThat(last.expected().endedBy()).as(last.toString()).isEqualTo(endedBy(rows));
            });
  }

  /** What ended the last hold or cancelled the order, by the rows themselves. */
  private static String endedBy(List<Row> rows) {
    String by = "";
    boolean stopped = false;
    for (Row row : rows) {
      Expected expected = row.expected();
      boolean cancelled = expected.instead().equals("CANCELLED") && rows.indexOf(row) > 0;
      boolean silent = expected.verdict() == Verdict.NONE && expected.instead().isEmpty();
      boolean goesOn =
          silent
              ? stopped && !expected.stock().startsWith("ALLOCATED")
              : expected.verdict() == Verdict.HELD
                  || expected.verdict() == Verdict.REJECTED
                  || expected.stock().startsWith("HELD");
      boolean unchanged = Set.of("STALE", "REDELIVERED", "REFUSED").contains(expected.instead());
      if (!unchanged) {
        by = (stopped && !goesOn) || cancelled ? causeOf(row) : by;
        stopped = goesOn;
      }
    }
    return by;
  }

  private static String causeOf(Row row) {
    Row.Act act = row.act();
    if (act != null) {
      String what =
          act.type().equals("EDIT_ADDRESS") ? "address" : act.type().toLowerCase(Locale.ROOT);
      return what + ":" + act.actor();
    }
    if (row.kind() == Kind.ORDER) {
      return "version";
    }
    boolean timeout = row.expected().reasons().contains("RELEASED_ON_TIMEOUT");
    return timeout ? "playbook/SUSPECTED_REPEAT" : "cleared";
  }

  @ParameterizedTest
  @MethodSource("days")
  void nothingStaysHeldOrWaits(LabelledDay day) {
    assertThat(day.orders().values())
        .allSatisfy(
            rows -> {
              Row last = lastThatSays(rows);
              assertThat(last.expected().verdict())
                  .as(last.toString())
                  .isNotIn(Verdict.HELD, Verdict.WAITING);
              assertThat(last.expected().stock()).as(last.toString()).doesNotContain(":");
            });
  }

  private static Row lastThatSays(List<Row> rows) {
    List<Row> saying =
        rows.stream()
            .filter(row -> row.expected().verdict() != Verdict.NONE || !silent(row))
            .toList();
    return saying.get(saying.size() - 1);
  }

  private static boolean silent(Row row) {
    return Set.of("STALE", "REDELIVERED", "REFUSED").contains(row.expected().instead());
  }

  @Test
  void fourOfFiveOrdersPassByThemselvesAndNineOfTenInThePromotion() {
    assertThat(autoApproval(NORMAL)).isGreaterThanOrEqualTo(0.80);
    assertThat(autoApproval(PROMOTION)).isGreaterThanOrEqualTo(0.90);
  }

  /** Passed of passed, held and rejected, at the first judgement of a paid order. */
  private static double autoApproval(LabelledDay day) {
    int passed = 0;
    int judged = 0;
    for (List<Row> rows : day.orders().values()) {
      Verdict first = firstJudgement(rows);
      judged += first == null ? 0 : 1;
      passed += first == Verdict.PASSED ? 1 : 0;
    }
    return (double) passed / judged;
  }

  private static @Nullable Verdict firstJudgement(List<Row> rows) {
    boolean paid = false;
    for (Row row : rows) {
      ReceivedOrder order = row.order();
      paid = order == null ? paid : isPaid(order.order());
      Verdict verdict = row.expected().verdict();
      if (paid && verdict != Verdict.NONE && verdict != Verdict.WAITING) {
        return verdict;
      }
    }
    return null;
  }

  private static boolean isPaid(Order order) {
    return order.paidAt() != null || order.cashOnDelivery();
  }

  @ParameterizedTest
  @MethodSource("days")
  void whoBuysTheSameTwiceIsSuspectedAndNobodyElse(LabelledDay day) {
    Map<String, List<List<Row>>> shops = new TreeMap<>();
    day.orders()
        .forEach(
            (key, rows) ->
                shops
                    .computeIfAbsent(
                        key.substring(0, key.lastIndexOf('/')), no -> new ArrayList<>())
                    .add(rows));
    for (List<List<Row>> orders : shops.values()) {
      for (List<Row> rows : orders) {
        Row first = rows.get(0);
        if (first.expected().instead().isEmpty()) {
          boolean repeat = orders.stream().anyMatch(other -> isRepeat(first, other));
          assertThat(first.expected().reasons().contains("SUSPECTED_REPEAT"))
              .as(first.toString())
              .isEqualTo(repeat);
        }
      }
    }
  }

  /** Whether the other order was there before, alive and paid, for the same person and goods. */
  private static boolean isRepeat(Row row, List<Row> other) {
    Row before = other.get(0);
    boolean recent =
        before.at().isBefore(row.at()) && before.at().isAfter(row.at().minusSeconds(86_400));
    if (!recent) {
      return false;
    }
    Order one = orderOf(row);
    Order two = orderOf(before);
    boolean cancelled = false;
    for (Row later : other) {
      if (!later.at().isAfter(row.at()) && !silent(later)) {
        two = later.order() == null ? two : orderOf(later);
        cancelled = later.expected().stock().equals("CANCELLED");
      }
    }
    boolean same =
        isSame(one.buyer(), two.buyer())
            || isSame(one.consignee().token(), two.consignee().token())
            || (isSame(one.consignee().phone(), two.consignee().phone())
                && !String.valueOf(one.consignee().phone()).contains("*"));
    return same && !cancelled && isPaid(two) && skus(one).equals(skus(two));
  }

  private static Order orderOf(Row row) {
    return Objects.requireNonNull(row.order()).order();
  }

  private static Order orderOf(List<Row> versions) {
    return orderOf(versions.get(versions.size() - 1));
  }

  private static boolean isSame(@Nullable String one, @Nullable String two) {
    return one != null && one.equals(two);
  }

  private static Set<String> skus(Order order) {
    return order.lines().stream().map(OrderLine::sku).collect(Collectors.toSet());
  }

  @Test
  void whatAlmostFiresIsNotStopped() {
    List<Row> near = rows().filter(row -> row.words().startsWith("near miss")).toList();

    assertThat(near)
        .hasSizeGreaterThanOrEqualTo(60)
        .allSatisfy(
            row ->
                assertThat(row.expected().verdict())
                    .as(row.toString())
                    .isIn(Verdict.PASSED, Verdict.NONE));
  }

  @Test
  void moreThanOneHundredAndTwentyOrdersAreNoPlainOnes() {
    long special =
        days()
            .flatMap(day -> day.orders().values().stream())
            .filter(
                rows ->
                    rows.size() > 1
                        || rows.get(0).words().startsWith("near miss")
                        || rows.get(0).expected().verdict() != Verdict.PASSED)
            .count();

    assertThat(special).isGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @MethodSource("days")
  void idsAreTooLargeForDoublesAndPersonsAreMasked(LabelledDay day) {
    BigInteger exact = BigInteger.TWO.pow(53);
    List<Order> orders =
        day.rows().stream().filter(row -> row.order() != null).map(row -> orderOf(row)).toList();

    assertThat(orders)
        .filteredOn(order -> order.orderId().matches("\\d+"))
        .filteredOn(order -> new BigInteger(order.orderId()).compareTo(exact) > 0)
        .hasSizeGreaterThanOrEqualTo(50);
    assertThat(orders)
        .filteredOn(order -> String.valueOf(order.consignee().phone()).contains("*"))
        .hasSizeGreaterThanOrEqualTo(50);
    assertThat(orders)
        .filteredOn(order -> hasWideCharacter(order.sellerMemo()))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(orders.stream().map(Order::currency).distinct()).hasSizeGreaterThanOrEqualTo(11);
  }

  private static boolean hasWideCharacter(@Nullable String text) {
    return text != null && text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
  }

  @ParameterizedTest
  @MethodSource("days")
  void warehousesHaveWhatTheDayTakes(LabelledDay day) {
    Map<String, Integer> smallest = new HashMap<>();
    for (WmsEvent receipt : day.setting().stock()) {
      receipt.items().forEach(item -> smallest.merge(item.sku(), item.quantity(), Math::min));
    }
    for (Row row : day.rows()) {
      List<WmsEvent.Item> items = row.receipt() == null ? List.of() : row.receipt().items();
      items.forEach(item -> smallest.merge(item.sku(), item.quantity(), Integer::sum));
    }
    Map<String, Integer> taken = new TreeMap<>();
    for (List<Row> rows : day.orders().values()) {
      if (rows.stream().anyMatch(row -> row.expected().stock().equals("ALLOCATED"))) {
        Order newest = orderOf(rows.stream().filter(row -> row.order() != null).toList());
        newest.lines().forEach(one -> taken.merge(one.sku(), one.quantity(), Integer::sum));
      }
    }

    assertThat(taken)
        .allSatisfy(
            (sku, units) ->
                assertThat(smallest.get(sku)).as(sku).isNotNull().isGreaterThanOrEqualTo(units));
  }

  @ParameterizedTest
  @MethodSource("days")
  void whatIsPublishedTakesEffectWhenItComesOrLater(LabelledDay day) {
    for (Row row : day.rows()) {
      Reference publication = row.publication();
      boolean duringTheDay = row.at().isAfter(LabelledDay.BEGINS);
      if (publication != null && publication.playbook() == null && duringTheDay) {
        assertThat(publication.effectiveFrom()).as(row.toString()).isAfterOrEqualTo(row.at());
      }
    }
  }

  @Test
  void allThatIsPublishedCanBeAndIsUsed() {
    Map<String, Reference> publications = NORMAL.setting().publications();
    Set<Reference> used =
        rows().map(Row::publication).filter(Objects::nonNull).collect(Collectors.toSet());
    for (Reference publication : publications.values()) {
      List<Rule> rules = publication.rule() == null ? List.of() : List.of(publication.rule());
      List<Playbook> playbooks =
          publication.playbook() == null ? List.of() : List.of(publication.playbook());
      assertThat(new RuleFile(rules, playbooks).problems()).as(publication.id()).isEmpty();
    }

    assertThat(used).containsExactlyInAnyOrderElementsOf(publications.values());
  }
}
