package io.penstock.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.contracts.Contracts;
import io.penstock.deploy.stack.LocalStack;
import io.penstock.deploy.stack.Polling;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.StockLevel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a run left behind, as readers of committed records find it.
 *
 * @param events of each order, by its key
 * @param notices to marketplaces, without the time
 * @param levels the last one of each SKU
 * @param sales rows of the table: {@code marketplace/shop day currency orders units gross
 *     cancelled-orders cancelled-gross}
 * @param bills rows of the table: {@code marketplace/shop statement entry type amount currency}
 */
record Outcome(
    Map<String, List<OrderEvent>> events,
    List<Delivery> deliveries,
    List<DeadLetter> letters,
    List<String> notices,
    Map<String, StockLevel> levels,
    List<String> sales,
    List<String> bills) {

  static Outcome read(LocalStack stack) throws Exception {
    String brokers = stack.brokers();
    Map<String, List<OrderEvent>> events = new TreeMap<>();
    for (byte[] value : read(brokers, Topics.ORDER_EVENTS)) {
      OrderEvent event = Json.read(value, OrderEvent.class);
      events.computeIfAbsent(event.key(), none -> new ArrayList<>()).add(event);
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (byte[] value : read(brokers, Topics.DELIVERIES)) {
      deliveries.add(Json.read(value, Delivery.class));
    }
    List<DeadLetter> letters = new ArrayList<>();
    for (byte[] value : read(brokers, Topics.DEAD_LETTERS)) {
      letters.add(Json.read(value, DeadLetter.class));
    }
    Map<String, StockLevel> levels = new TreeMap<>();
    for (byte[] value : read(brokers, Topics.STOCK_LEVELS)) {
      StockLevel level = Json.read(value, StockLevel.class);
      levels.put(level.key(), level);
    }
    List<String> notices = new ArrayList<>();
    for (byte[] value : read(brokers, Topics.MARKETPLACE_COMMANDS)) {
      ObjectNode notice = (ObjectNode) Json.mapper().readTree(value);
      notice.remove("shippedAt");
      notices.add(notice.toString());
    }
    return new Outcome(events, deliveries, letters, notices, levels, sales(stack), bills(stack));
  }

  List<OrderEvent> eventsOf(String orderKey) {
    return events.getOrDefault(orderKey, List.of());
  }

  /** The kinds of an order's events, in their order. */
  List<OrderEvent.Type> typesOf(String orderKey) {
    return eventsOf(orderKey).stream().map(OrderEvent::type).toList();
  }

  List<Delivery> deliveriesOf(String orderKey) {
    return deliveries.stream()
        .filter(
            one -> String.join("/", one.marketplace(), one.shop(), one.orderId()).equals(orderKey))
        .toList();
  }

  /**
   * Per order what was decided, in no order. Without the times, which follow the warehouses'
   * clocks, and the number: whether a late repetition is told before or after a warehouse's word is
   * no decision.
   */
  Map<String, List<String>> decisions() {
    Map<String, List<String>> decisions = new TreeMap<>();
    events.forEach(
        (order, its) -> decisions.put(order, its.stream().map(Outcome::said).sorted().toList()));
    return decisions;
  }

  private static String said(OrderEvent event) {
    return String.join(
        "|",
        event.type().name(),
        Integer.toString(event.version()),
        event.reasons().toString(),
        event.currency() + event.totalMinor(),
        String.valueOf(event.deliveryId()),
        String.valueOf(event.warehouse()),
        event.lines().toString());
  }

  /** Without the time: a refused delivery is replaced when the warehouse's word arrives. */
  List<String> instructions() {
    return deliveries.stream()
        .map(
            one ->
                String.join(
                    " ",
                    one.action().name(),
                    one.deliveryId(),
                    one.warehouse(),
                    one.lines().toString()))
        .sorted()
        .toList();
  }

  /** Each as {@code marketplace/shop CODE}; of other topics as {@code key CODE}. */
  List<String> refusals() {
    return letters.stream()
        .map(
            letter ->
                (letter.marketplace() == null
                        ? String.valueOf(letter.key())
                        : letter.marketplace() + "/" + letter.shop())
                    + " "
                    + letter.code())
        .sorted()
        .toList();
  }

  /** Units on hand and locked, by pool and SKU. */
  Map<String, String> stock() {
    Map<String, String> stock = new TreeMap<>();
    levels.forEach((sku, level) -> stock.put(sku, level.onHand() + " " + level.locked()));
    return stock;
  }

  private static List<String> sales(LocalStack stack) throws Exception {
    return rows(
        stack,
        "SELECT marketplace || '/' || shop || ' ' || concat_ws(' ', day, currency, orders,"
            + " units, gross_minor, cancelled_orders, cancelled_minor)"
            + " FROM penstock.sales_daily ORDER BY 1");
  }

  static List<String> bills(LocalStack stack) throws Exception {
    return rows(
        stack,
        "SELECT marketplace || '/' || shop || ' ' || concat_ws(' ', statement_id, entry_id, type,"
            + " amount_minor, currency) FROM penstock.bill_lines ORDER BY 1");
  }

  private static List<String> rows(LocalStack stack, String query) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                stack.database().url(), stack.database().user(), stack.databasePassword());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /** All that is committed in a topic; every value conforms to the topic's contract. */
  private static List<byte[]> read(String brokers, String topic) throws Exception {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    TopicPartition partition = new TopicPartition(Input.PREFIX + topic, 0);
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
            bytes,
            bytes)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      Polling.until(
          "the end of " + topic,
          Run.PATIENCE,
          () -> {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
              if (one.value() != null) {
                values.add(one.value());
              }
            }
            return consumer.position(partition) >= end;
          });
    }
    values.forEach(value -> assertThat(Contracts.violations(topic, value)).isEmpty());
    return values;
  }
}
