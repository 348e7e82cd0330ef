package io.penstock.deploy.cli;

import io.penstock.model.Money;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Retrial;
import io.penstock.model.Retrial.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changed rules would change, in counts and money. */
final class BacktestReport {

  /**
   * Orders of which the same becomes something else.
   *
   * @param amounts in minor units, by currency
   * @param reasons the codes that are new or gone, and for how many orders
   */
  record Change(
      String from, String to, long orders, Map<String, Long> amounts, Map<String, Long> reasons) {}

  private static final class Tally {
    long orders;
    final Map<String, Long> amounts = new TreeMap<>();
    final Map<String, Long> reasons = new TreeMap<>();
  }

  private final int shown;
  private final Map<OrderEvent.Type, Long> before = new EnumMap<>(OrderEvent.Type.class);
  private final Map<OrderEvent.Type, Long> after = new EnumMap<>(OrderEvent.Type.class);
  private final Map<List<String>, Tally> changes = new LinkedHashMap<>();
  private final List<Retrial> examples = new ArrayList<>();
  private long orders;
  private long changed;
  private long touchlessBefore;
  private long touchlessAfter;

  /**
   * @param shown how many orders are named at most
   */
  BacktestReport(int shown) {
    this.shown = shown;
  }

  void add(Retrial order) {
    orders++;
    before.merge(order.before().outcome(), 1L, Long::sum);
    after.merge(order.after().outcome(), 1L, Long::sum);
    touchlessBefore += isTouchless(order.before()) ? 1 : 0;
    touchlessAfter += isTouchless(order.after()) ? 1 : 0;
    if (!order.isChanged()) {
      return;
    }
    changed++;
    if (examples.size() < shown) {
      examples.add(order);
    }
    Tally tally =
        changes.computeIfAbsent(
            List.of(word(order.before()), word(order.after())), unknown -> new Tally());
    tally.orders++;
    tally.amounts.merge(order.currency(), order.totalMinor(), Long::sum);
    differing(order).forEach(code -> tally.reasons.merge(code, 1L, Long::sum));
  }

  private static boolean isTouchless(Verdict verdict) {
    return verdict.outcome() == OrderEvent.Type.PASSED && verdict.touchless();
  }

  /** What came of an order that was held or rejected in between is another thing. */
  private static String word(Verdict verdict) {
    boolean isStop =
        verdict.outcome() == OrderEvent.Type.HELD || verdict.outcome() == OrderEvent.Type.REJECTED;
    return isStop || verdict.touchless()
        ? verdict.outcome().name()
        : verdict.outcome() + " after a stop";
  }

  private static List<String> differing(Retrial order) {
    List<String> was = codes(order.before());
    List<String> would = codes(order.after());
    return Stream.concat(
            would.stream().filter(code -> !was.contains(code)).map(code -> "+" + code),
            was.stream().filter(code -> !would.contains(code)).map(code -> "-" + code))
        .toList();
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.reasons().stream().map(Reason::code).distinct().toList();
  }

  /** What changes into what, the most frequent first. */
  List<Change> changes() {
    return changes.entrySet().stream()
        .map(
            one ->
                new Change(
                    one.getKey().get(0),
                    one.getKey().get(1),
                    one.getValue().orders,
                    one.getValue().amounts,
                    one.getValue().reasons))
        .sorted((one, other) -> Long.compare(other.orders(), one.orders()))
        .toList();
  }

  /** As lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("orders      %,d, of which %,d would change".formatted(orders, changed));
    lines.add("as it is    " + counts(before) + share(touchlessBefore, before));
    lines.add("as changed  " + counts(after) + share(touchlessAfter, after));
    for (Change change : changes()) {
      lines.add(
          "%,9d    %s -> %s: %s (%s)"
              .formatted(
                  change.orders(),
                  change.from(),
                  change.to(),
                  money(change.amounts()),
                  change.reasons().isEmpty() ? "for the same" : counted(change.reasons())));
    }
    for (Retrial order : examples) {
      lines.add(
          "  %s/%s/%s %s: %s %s -> %s %s"
              .formatted(
                  order.marketplace(),
                  order.shop(),
                  order.orderId(),
                  money(Map.of(order.currency(), order.totalMinor())),
                  word(order.before()),
                  codes(order.before()),
                  word(order.after()),
                  codes(order.after())));
    }
    return lines;
  }

  /** As one object for machines. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("orders", orders);
    summary.put("changed", changed);
    summary.put("before", before);
    summary.put("after", after);
    summary.put("touchlessBefore", touchlessBefore);
    summary.put("touchlessAfter", touchlessAfter);
    summary.put("changes", changes());
    return summary;
  }

  private static String counts(Map<OrderEvent.Type, Long> outcomes) {
    return outcomes.entrySet().stream()
        .map(one -> "%,d %s".formatted(one.getValue(), one.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** Of what was judged for good: passed, held or rejected. */
  private static String share(long touchless, Map<OrderEvent.Type, Long> outcomes) {
    long judged =
        Stream.of(OrderEvent.Type.PASSED, OrderEvent.Type.HELD, OrderEvent.Type.REJECTED)
            .mapToLong(type -> outcomes.getOrDefault(type, 0L))
            .sum();
    return judged == 0 ? "" : "; %.2f %% untouched".formatted(100.0 * touchless / judged);
  }

  private static String money(Map<String, Long> amounts) {
    return amounts.entrySet().stream()
        .map(
            one ->
                one.getKey()
                    + " "
                    + new Money(one.getKey(), one.getValue()).toDecimal().toPlainString())
        .collect(Collectors.joining(", "));
  }

  private static String counted(Map<String, Long> reasons) {
    return reasons.entrySet().stream()
        .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }
}
