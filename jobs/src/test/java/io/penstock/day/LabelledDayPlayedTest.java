package io.penstock.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.day.Expected.Verdict;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub makes of the labelled day is what the person who labelled it wrote. */
class LabelledDayPlayedTest {

  @ParameterizedTest
  @ValueSource(strings = {"normal", "promotion"})
  void everyOrderIsJudgedAsItIsLabelled(String name) throws Exception {
    LabelledDay day = name.equals("normal") ? LabelledDay.normal() : LabelledDay.promotion();
    PlayedDay played = PlayedDay.of(day, 1);

    assertThat(played.deadLetters()).isEmpty();
    List<String> differences = new ArrayList<>();
    day.orders()
        .forEach(
            (key, rows) -> {
              List<OrderEvent> events = Objects.requireNonNull(played.events().get(key), key);
              differences.addAll(new Comparison(rows, events).differences());
            });
    assertThat(differences).isEmpty();
    assertThat(played.unprinted()).as("is in a batch, or was stopped").isEmpty();
    PlayedDay wider = played.again(day, 2, 0);
    assertThat(wider.events())
        .as("to the last event, at twice the parallelism")
        .isEqualTo(played.events());
    assertThat(wider.labels()).isNotEmpty().isEqualTo(played.labels());
    PlayedDay crashed = played.again(day, 2, 2);
    assertThat(crashed.events()).as("and through crashes").isEqualTo(played.events());
    assertThat(crashed.labels()).isEqualTo(played.labels());
  }

  /** The rows about one order beside its events. */
  private record Comparison(List<Row> rows, List<OrderEvent> events) {

    private static final String RECALLED = "stock RECALLED";

    List<String> differences() {
      List<String> differences = new ArrayList<>();
      Map<Integer, List<String>> said = new TreeMap<>();
      for (OrderEvent event : events) {
        String word = word(event);
        if (!word.isEmpty()) {
          said.computeIfAbsent(row(event), unused -> new ArrayList<>()).add(word);
        }
      }
      for (int i = 0; i < rows.size(); i++) {
        List<String> is = inTheEnd(said.getOrDefault(i, List.of()));
        List<String> expected = words(rows.get(i).expected());
        if (!is.equals(expected)) {
          differences.add(rows.get(i) + ": expected " + expected + " but was " + is);
        }
      }
      Row last = rows.get(rows.size() - 1);
      OrderEvent.Status end = events.get(events.size() - 1).status();
      if (!end.name().equals(last.expected().end())) {
        differences.add(last + ": ended as " + end);
      }
      return differences;
    }

    /** A warehouse that is asked to stop does so at once: what follows counts. */
    private static List<String> inTheEnd(List<String> said) {
      List<String> words = new ArrayList<>(said);
      if (words.size() > 1 && !words.get(words.size() - 1).equals(RECALLED)) {
        words.remove(RECALLED);
      }
      return words;
    }

    /** The row that an event belongs to: of what came, or by whose time it had to happen. */
    private int row(OrderEvent event) {
      int last = 0;
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        Instant from = i == 0 ? Instant.MIN : rows.get(i - 1).at();
        boolean then = row.kind() == Row.Kind.THEN;
        if (then && event.at().isAfter(from) && !event.at().isAfter(row.at())) {
          return i;
        }
        if (!then && !event.at().isBefore(row.at())) {
          last = i;
        }
      }
      return last;
    }

    /** The audit's verdict, or what is told in its place, and what the stock says. */
    private static String word(OrderEvent event) {
      return switch (event.type()) {
        case PASSED, WAITING, REJECTED -> event.type() + codes(event);
        case HELD -> isOfStock(event) ? "stock HELD:" + first(event) : "HELD" + codes(event);
        case REDELIVERED, STALE, ALREADY_SHIPPED, CANCELLED -> event.type().name();
        case COMMAND_REFUSED -> "REFUSED" + codes(event);
        case ALLOCATED -> "stock ALLOCATED";
        case BACKORDERED -> "stock BACKORDERED:" + first(event);
        case CANCEL_REQUESTED -> RECALLED;
        default -> "";
      };
    }

    private static boolean isOfStock(OrderEvent event) {
      return List.of("UNKNOWN_SKU", "UNSERVED_REGION", "TAKES_TOO_MUCH").contains(first(event));
    }

    private static String first(OrderEvent event) {
      return event.reasons().isEmpty() ? "" : event.reasons().get(0).code();
    }

    private static String codes(OrderEvent event) {
      return " " + new TreeSet<>(event.reasons().stream().map(Reason::code).toList());
    }

    private static List<String> words(Expected expected) {
      List<String> words = new ArrayList<>();
      if (expected.verdict() != Verdict.NONE) {
        words.add(expected.verdict() + " " + expected.reasons());
      } else if (expected.instead().equals("REFUSED")) {
        words.add("REFUSED " + expected.reasons());
      } else if (!expected.instead().isEmpty()) {
        words.add(expected.instead());
      }
      if (expected.stock().equals("CANCELLED")) {
        if (!expected.instead().equals("CANCELLED")) {
          words.add("CANCELLED");
        }
      } else if (!expected.stock().isEmpty()) {
        words.add("stock " + expected.stock());
      }
      return words;
    }
  }
}
