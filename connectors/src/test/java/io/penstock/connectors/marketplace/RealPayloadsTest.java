package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.SharedData;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.ReceivedOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real payloads against an answer key that was written by reading them: order, status, total and,
 * for each line, quantity, SKU, amount, status and refund; or why the payload is no order.
 */
class RealPayloadsTest {

  /** The rows {@code marketplace/file | answer} of all files of answers. */
  static List<Arguments> answers() throws Exception {
    List<Arguments> answers = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/answers"))) {
      for (Path file : files.sorted().toList()) {
        String marketplace = file.getFileName().toString().replace(".txt", "");
        for (String row : Files.readAllLines(file)) {
          int bar = row.indexOf('|');
          answers.add(
              Arguments.of(
                  marketplace + "/" + row.substring(0, bar).strip(),
                  row.substring(bar + 1).strip()));
        }
      }
    }
    return answers;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void aRealPayloadIsReadAsAPersonReadsIt(String file, String answer) throws Exception {
    assertThat(reading(file)).isEqualTo(answer);
  }

  @Test
  void everyRealPayloadOfAShippedMarketplaceHasAnAnswer() throws Exception {
    List<String> answered = answers().stream().map(row -> (String) row.get()[0]).toList();
    for (String marketplace : Marketplaces.shipped().names()) {
      assertThat(answered).containsAll(SharedData.payloadsOf(marketplace));
    }
  }

  /** The orders of a payload, or the code of the failure. */
  private static String reading(String file) throws Exception {
    try {
      return read(file).stream().map(RealPayloadsTest::summary).collect(Collectors.joining(" / "));
    } catch (UnreadableException unreadable) {
      return unreadable.code();
    }
  }

  private static List<Order> read(String file) throws Exception {
    List<Order> orders = new ArrayList<>();
    for (ReceivedOrder each :
        Records.received(Records.raw(marketplace(file), SharedData.payload(file)))) {
      orders.add(each.order());
    }
    return orders;
  }

  private static String marketplace(String file) {
    return file.substring(0, file.indexOf('/'));
  }

  private static String summary(Order order) {
    String lines =
        order.lines().stream()
            .map(
                line ->
                    " %dx(%s) %s %s %s"
                        .formatted(
                            line.quantity(),
                            line.sku(),
                            decimal(order.currency(), line.amountMinor()),
                            line.status(),
                            line.refund()))
            .collect(Collectors.joining(","));
    return "%s %s %s %s [%s]%s"
        .formatted(
            order.orderId(),
            order.status(),
            decimal(order.currency(), order.totalMinor()),
            order.currency(),
            String.join("; ", order.flags()),
            lines);
  }

  private static String decimal(String currency, long minor) {
    return new Money(currency, minor).toDecimal().toPlainString();
  }
}
