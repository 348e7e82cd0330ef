package io.penstock.day;

import io.penstock.audit.rules.RuleFile;
import io.penstock.day.Expected.Verdict;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the holds of a table with the playbooks: what must have happened at which deadline.
 *
 * @param cameTrue the codes whose playbooks did something, one entry for each time
 * @param problems deadlines that passed unseen, and what was done at another time
 */
record Deadlines(List<String> cameTrue, List<String> problems) {

  /** Codes that no rule gives as they are, but stages and playbooks do. */
  static final Set<String> CODES =
      Set.of(
          "UNKNOWN_SHOP",
          "RULE_FAILED",
          "UNKNOWN_SKU",
          "UNSERVED_REGION",
          "OUT_OF_STOCK",
          "RELEASED_ON_TIMEOUT",
          "SUSPECTED_REPEAT",
          "BUYER_VELOCITY",
          "REPEAT_REFUNDER",
          "PRICE_UNDER_FLOOR",
          "SELLER_SAYS_WAIT",
          "BUYER_ASKS_TO_CANCEL",
          "BUYER_MESSAGE",
          "CASH_ON_DELIVERY",
          "EMBARGO",
          "TAKES_TOO_MUCH");

  /** What the day is judged by, where the starter's playbooks say nothing of it. */
  private static final List<Playbook> MORE =
      List.of(
          new Playbook("SUSPECTED_REPEAT", "customer-service", "PT2H", Timeout.RELEASE, null, null),
          escalated("BUYER_VELOCITY", "risk", "PT12H", "head-of-risk"),
          escalated("REPEAT_REFUNDER", "risk", "PT24H", "head-of-risk"),
          escalated("PRICE_UNDER_FLOOR", "sales", "PT4H", "head-of-sales"),
          escalated("SELLER_SAYS_WAIT", "customer-service", "PT12H", "head-of-customer-service"),
          escalated("BUYER_ASKS_TO_CANCEL", "customer-service", "PT4H", "head-of-customer-service"),
          escalated("UNKNOWN_SKU", "catalogue", "PT12H", "head-of-operations"),
          escalated("UNSERVED_REGION", "logistics", "PT12H", "head-of-operations"));

  /** Stock is dealt with in waves, and what holds from a time of day is found a little later. */
  private static final Duration LATER = Duration.ofMinutes(3);

  private static Playbook escalated(String code, String owner, String deadline, String to) {
    return new Playbook(code, owner, deadline, Timeout.ESCALATE, to, null);
  }

  /** All playbooks that do not come and go with the day. */
  static Map<String, Playbook> withStarter() {
    Map<String, Playbook> playbooks = new TreeMap<>();
    RuleFile.starter().playbooks().forEach(one -> playbooks.put(one.code(), one));
    MORE.forEach(one -> playbooks.putIfAbsent(one.code(), one));
    return playbooks;
  }

  static Deadlines of(LabelledDay day) {
    Map<String, Playbook> playbooks = withStarter();
    for (Row row : day.rows()) {
      Playbook published = row.publication() == null ? null : row.publication().playbook();
      if (published != null) {
        playbooks.put(published.code(), published);
      }
    }
    Deadlines found = new Deadlines(new ArrayList<>(), new ArrayList<>());
    for (List<Row> rows : day.orders().values()) {
      found.new Holds(playbooks).follow(rows);
    }
    return found;
  }

  /** What holds one order. */
  private final class Holds {

    private final Map<String, Playbook> playbooks;
    private final Map<String, Instant> since = new HashMap<>();
    private final Set<String> escalated = new HashSet<>();
    private final Set<String> released = new HashSet<>();

    Holds(Map<String, Playbook> playbooks) {
      this.playbooks = playbooks;
    }

    void follow(List<Row> rows) {
      for (Row row : rows) {
        row.expected().hands().forEach((code, role) -> escalate(row, code, role));
        if (row.expected().reasons().contains("RELEASED_ON_TIMEOUT")) {
          release(row);
        }
        missed(row.at().minus(LATER), row.toString());
        hear(row);
      }
      missed(LabelledDay.ALL_ENDS, rows.get(0).toString());
    }

    private @Nullable Instant due(String code) {
      Instant from = since.get(code);
      Playbook playbook = playbooks.get(code);
      String deadline = playbook == null ? null : playbook.deadline();
      return from == null || deadline == null ? null : from.plus(Duration.parse(deadline));
    }

    private void escalate(Row row, String code, String role) {
      Playbook playbook = playbooks.get(code);
      if (playbook == null || !role.equals(playbook.escalateTo())) {
        problems.add(row + ": no playbook gives " + code + " to " + role);
      }
      happened(row, code);
      escalated.add(code);
    }

    private void release(Row row) {
      for (String code : row.expected().reasons()) {
        Playbook playbook = playbooks.get(code);
        if (playbook != null && playbook.onTimeout() == Timeout.RELEASE) {
          happened(row, code);
        }
      }
    }

    private void happened(Row row, String code) {
      Instant due = due(code);
      if (due == null || row.at().isBefore(due) || row.at().isAfter(due.plus(LATER))) {
        problems.add(row + ": " + code + " is due at " + due);
      }
      cameTrue.add(code);
    }

    private void missed(Instant before, String what) {
      for (String code : since.keySet()) {
        Instant due = due(code);
        if (due != null && due.isBefore(before) && !escalated.contains(code)) {
          problems.add(what + ": nothing was done at " + due + " about " + code);
        }
      }
    }

    private void hear(Row row) {
      Expected expected = row.expected();
      if (row.act() != null && expected.verdict() == Verdict.PASSED) {
        released.addAll(expected.reasons());
      }
      boolean ofStock = expected.verdict() == Verdict.NONE && expected.instead().isEmpty();
      boolean ended = Set.of("CANCELLED", "ALREADY_SHIPPED").contains(expected.instead());
      if (!ofStock && expected.verdict() == Verdict.NONE && !ended) {
        return;
      }
      Set<String> now = new HashSet<>();
      if (expected.verdict() == Verdict.HELD) {
        now.addAll(expected.reasons());
        now.removeAll(released);
      }
      if (expected.stock().startsWith("HELD:")) {
        now.add(expected.stock().substring("HELD:".length()));
      }
      since.keySet().retainAll(now);
      now.forEach(code -> since.putIfAbsent(code, row.at()));
    }
  }
}
