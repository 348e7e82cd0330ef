package io.penstock.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.contracts.Contracts;
import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.observe.Tables;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.LocalStack;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.StackSettings;
import io.penstock.model.DeadLetter;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real orders through all jobs, twice: undisturbed, and with task managers that die. */
class EndToEndIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "e2e.";
  private static final String FOLDER = "src/test/marketplaces";
  private static final String BIG_ID = "9007199254740993";
  private static final List<String> REAL = List.of("taobao", "douyin", "shopify", "amazon");

  @TempDir Path directory;

  private final Instant start = Instant.now().minus(Duration.ofMinutes(20));

  /** There before the jobs start. */
  private final List<ProducerRecord<byte[], byte[]>> first = new ArrayList<>();

  /** Every other Olist order: they come while the jobs run, so a failure finds work to do. */
  private final List<ProducerRecord<byte[], byte[]>> second = new ArrayList<>();

  private final Set<String> skus = new TreeSet<>();
  private final Map<String, Integer> expectedLetters = new TreeMap<>();
  private final Normaliser normaliser = new Normaliser(Marketplaces.shippedAnd(FOLDER));
  private int raw;
  private int answers;

  /** What a run left behind: per order its events, and the rest by name. */
  private record Results(
      Map<String, List<String>> events, Set<String> deliveries, Map<String, Integer> letters) {}

  @Test
  void realOrdersComeOutRightAndAFailureChangesNothing() throws Exception {
    Path shared = shared();
    OlistOrders olist = OlistOrders.sample(shared.resolve("data/olist"));
    String unknown = feed(shared, olist);
    Results calm = run("calm", 0, olist, unknown);
    Results disturbed = run("disturbed", 2, olist, unknown);
    assertThat(disturbed.letters()).isEqualTo(calm.letters());
    assertThat(disturbed.deliveries()).isEqualTo(calm.deliveries());
    Map<String, List<String>> others = new TreeMap<>(disturbed.events());
    calm.events().forEach(others::remove);
    assertThat(others).as("orders with another history").isEmpty();
    assertThat(disturbed.events().keySet()).isEqualTo(calm.events().keySet());
  }

  private Results run(String name, int kills, OlistOrders olist, String unknown) throws Exception {
    StackSettings settings =
        new StackSettings(
            directory.resolve(name),
            0,
            0,
            0,
            1,
            1,
            PREFIX,
            null,
            Map.of(),
            null,
            Map.of("marketplaces.path", FOLDER));
    try (LocalStack stack = new LocalStack(settings)) {
      stack.start();
      produce(stack.brokers(), first);
      try (Observer observer =
              Observer.start(stack.brokers(), PREFIX, Map.of(), Clock.systemUTC());
          PlayedWarehouses warehouses =
              PlayedWarehouses.start(stack.brokers(), PREFIX, Map.of(), Duration.ZERO)) {
        stack.submit(Jobs.ALL);
        awaitAnswers(observer, 1);
        if (kills > 0) {
          killTaskManager(stack, 0);
        }
        produce(stack.brokers(), second);
        if (kills > 1) {
          awaitAnswers(observer, answers * 6L / 10);
          killTaskManager(stack, 1);
        }
        Polling.until("rest", PATIENCE, () -> missing(stack, observer).isEmpty());
        assertThat(warehouses.answered()).isPositive();
        Tables tables = tables(stack);
        Summary summary = observer.ask(seen -> Summary.of(answers, answers, seen, tables));
        assertThat(summary.sound()).as("%s", summary).isTrue();
        assertThat(summary.allocated()).isPositive();
      }
      return results(stack.brokers(), olist, unknown);
    }
  }

  private static void awaitAnswers(Observer observer, long some) throws Exception {
    Polling.until(
        some + " answers", PATIENCE, () -> observer.ask(seen -> seen.processed()) >= some);
  }

  private static void killTaskManager(LocalStack stack, int index) throws Exception {
    stack.flink().cluster().terminateTaskManager(index).get();
    stack.flink().cluster().startTaskManager();
  }

  private List<String> missing(LocalStack stack, Observer observer) throws Exception {
    List<String> missing = observer.ask(seen -> Summary.underWay(answers, answers, seen));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(missing.toString());
    }
    Tables tables = tables(stack);
    missing = observer.ask(seen -> Summary.missing(answers, answers, seen, tables));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(missing.toString());
    }
    return missing;
  }

  private static Tables tables(LocalStack stack) throws Exception {
    return Tables.read(stack.database().url(), stack.database().user(), stack.databasePassword());
  }

  private Results results(String brokers, OlistOrders olist, String unknown) throws Exception {
    Map<String, List<String>> events = new HashMap<>();
    Set<String> accepted = new HashSet<>();
    Set<String> left = new HashSet<>();
    long paid = 0;
    boolean held = false;
    for (byte[] value : read(brokers, Topics.ORDER_EVENTS)) {
      OrderEvent event = Json.read(value, OrderEvent.class);
      String key = event.marketplace() + "/" + event.shop() + "/" + event.orderId();
      events.computeIfAbsent(key, none -> new ArrayList<>()).add(said(event));
      if (event.marketplace().equals("olist") && event.type() == OrderEvent.Type.RECEIVED) {
        assertThat(accepted.add(event.orderId())).as("accepted once").isTrue();
        assertThat(event.currency()).isEqualTo("BRL");
        paid += event.totalMinor();
      }
      if (event.type() == OrderEvent.Type.ALREADY_SHIPPED) {
        left.add(key);
      }
      held |=
          event.type() == OrderEvent.Type.HELD
              && event.reasons().stream().map(Reason::code).anyMatch("UNKNOWN_SKU"::equals);
    }
    events.values().forEach(Collections::sort);
    assertThat(accepted).isEqualTo(olist.documents().keySet());
    assertThat(paid).isEqualTo(olist.paidMinor());
    assertThat(held).as("the SKU %s is nobody's", unknown).isTrue();
    assertThat(left).isNotEmpty();
    left.forEach(key -> assertThat(events.get(key)).noneMatch(one -> one.contains("ALLOCATED")));
    assertThat(events).containsKey("shopify/planted/" + BIG_ID);
    Map<String, Integer> letters = new TreeMap<>();
    for (byte[] value : read(brokers, Topics.DEAD_LETTERS)) {
      letters.merge(Json.read(value, DeadLetter.class).code(), 1, Integer::sum);
    }
    assertThat(letters).isEqualTo(expectedLetters);
    Set<String> deliveries = new TreeSet<>();
    for (byte[] value : read(brokers, Topics.DELIVERIES)) {
      ObjectNode delivery = (ObjectNode) Json.mapper().readTree(value);
      delivery.remove("at"); // A refused one is sent anew when the warehouse's word arrives.
      deliveries.add(delivery.toString());
    }
    read(brokers, Topics.STOCK_LEVELS);
    read(brokers, Topics.MARKETPLACE_COMMANDS);
    return new Results(events, deliveries, letters);
  }

  /**
   * All but the times, which follow the warehouses' clocks, and the number: whether a late
   * repetition is told before or after a warehouse's word is no decision.
   */
  private static String said(OrderEvent event) {
    return String.join(
        "|",
        event.type().name(),
        Integer.toString(event.version()),
        event.reasons().toString(),
        String.valueOf(event.deliveryId()),
        String.valueOf(event.warehouse()),
        event.lines().toString());
  }

  /** Puts together all input; gives the SKU that nobody announces. */
  private String feed(Path shared, OlistOrders olist) throws Exception {
    String unknown = "";
    List<Map<String, Object>> documents = List.copyOf(olist.documents().values());
    for (Map<String, Object> document : documents) {
      for (ReceivedOrder one : order("olist", "sp", OlistOrders.bytes(document))) {
        if ("processing".equals(document.get("order_status")) && !one.order().lines().isEmpty()) {
          unknown = String.valueOf(one.order().lines().get(0).sku());
        }
      }
    }
    for (int i = 0; i < documents.size(); i += 20) {
      order("olist", "sp", OlistOrders.bytes(documents.get(i)));
    }
    for (int i = 1; i < 200; i += 10) {
      order("olist", "sp", OlistOrders.whenBought(documents.get(i)));
    }
    for (String marketplace : REAL) {
      try (Stream<Path> files =
          Files.list(shared.resolve("marketplaces/payloads").resolve(marketplace))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          order(marketplace, "real", Files.readAllBytes(file));
        }
      }
    }
    plant();
    skus.remove(unknown);
    reference();
    return unknown;
  }

  private void plant() {
    planted("{\"id\":", "BROKEN_JSON");
    planted(shopify("\"order_number\":1", "USD", "5.00"), "MISSING_ORDER_ID");
    planted(shopify("\"id\":11", "USD", "-5.00"), "BAD_AMOUNT");
    planted(shopify("\"id\":12", "USD", "five"), "BAD_AMOUNT");
    planted("\"" + "x".repeat(5_000_000) + "\"", "TOO_LARGE");
    planted(shopify("\"id\":" + BIG_ID, "USD", "5.00"), null);
    planted(shopify("\"id\":13", "JPY", "1250"), null);
    planted(shopify("\"id\":14", "KWD", "1.250"), null);
    assertThat(order("nowhere", "planted", "{}".getBytes(UTF_8))).isEmpty();
  }

  private void planted(String payload, @Nullable String code) {
    int before = code == null ? 0 : expectedLetters.getOrDefault(code, 0);
    List<ReceivedOrder> orders = order("shopify", "planted", payload.getBytes(UTF_8));
    assertThat(orders).hasSize(code == null ? 1 : 0);
    if (code != null) {
      assertThat(expectedLetters).containsEntry(code, before + 1);
    }
  }

  private static String shopify(String id, String currency, String total) {
    return ("{%s,\"currency\":\"%s\",\"total_price\":\"%s\",\"financial_status\":\"paid\","
            + "\"created_at\":\"2026-03-01T10:00:00Z\",\"updated_at\":\"2026-03-01T10:00:00Z\","
            + "\"line_items\":[{\"id\":1,\"sku\":\"CUP\",\"quantity\":1,\"price\":\"1\"}]}")
        .formatted(id, currency, total);
  }

  private List<ReceivedOrder> order(String marketplace, String shop, byte[] value) {
    Instant at = start.plusMillis(10L * raw);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            PREFIX + Topics.ORDERS_RAW, 0, at.toEpochMilli(), shop.getBytes(UTF_8), value);
    record.headers().add("marketplace", marketplace.getBytes(UTF_8));
    record.headers().add("shop", shop.getBytes(UTF_8));
    RawRecord as =
        new RawRecord(Topics.ORDERS_RAW, 0, raw, at, shop, marketplace, shop, null, value);
    raw++;
    List<ProducerRecord<byte[], byte[]>> input = first;
    try {
      List<ReceivedOrder> orders = normaliser.normalise(as);
      if (marketplace.equals("olist") && orders.get(0).order().orderId().hashCode() % 2 == 0) {
        input = second;
      }
      orders.forEach(
          one ->
              one.order().lines().stream()
                  .map(line -> String.valueOf(line.sku()))
                  .filter(sku -> !sku.isBlank() && !sku.equals("null"))
                  .forEach(skus::add));
      answers += orders.size();
      return orders;
    } catch (UnreadableException unreadable) {
      expectedLetters.merge(unreadable.code(), 1, Integer::sum);
      answers++;
      return List.of();
    } finally {
      input.add(record);
    }
  }

  private void reference() {
    List<String> shops = new ArrayList<>(List.of("olist/sp", "shopify/planted"));
    REAL.forEach(marketplace -> shops.add(marketplace + "/real"));
    for (String id : shops) {
      String[] parts = id.split("/", -1);
      reference(
          "SHOP",
          id,
          "{\"marketplace\":\"%s\",\"shop\":\"%s\",\"merchant\":\"m\",\"pool\":\"p\"}"
              .formatted(parts[0], parts[1]));
    }
    reference("POOL", "p", "{\"pool\":\"p\",\"split\":\"BETWEEN_LINES\"}");
    for (String house : List.of("north", "south")) {
      reference(
          "WAREHOUSE",
          house,
          "{\"warehouse\":\"%s\",\"country\":\"BR\",\"region\":\"SP\",\"serves\":[\"*\"],\"priority\":%d}"
              .formatted(house, house.length() + house.charAt(0)));
    }
    rule("unpaid", "!order.paid && !order.cashOnDelivery", "WAIT");
    rule("no-lines", "size(order.lines) == 0", "HOLD");
    rule("broken", "order.lines.(", "HOLD");
    expectedLetters.merge("RULE_REFUSED", 1, Integer::sum);
    for (String sku : skus) {
      Reference one =
          new Reference(
              Reference.Type.SKU,
              "p/" + sku,
              Instant.EPOCH,
              false,
              null,
              null,
              null,
              new Reference.Sku("p", sku, null),
              null,
              null);
      add(Topics.REFERENCE, "SKU/p/" + sku, Json.write(one));
    }
    List<String> all = List.copyOf(skus);
    for (String house : List.of("north", "south")) {
      for (int from = 0; from < all.size(); from += 500) {
        List<WmsEvent.Item> items =
            all.subList(from, Math.min(all.size(), from + 500)).stream()
                .map(sku -> new WmsEvent.Item(sku, 100_000))
                .toList();
        WmsEvent receipt =
            new WmsEvent(
                house + from,
                WmsEvent.Type.RECEIPT,
                "p",
                house,
                start,
                null,
                items,
                null,
                null,
                null);
        add(Topics.WMS_EVENTS, house, Json.write(receipt));
      }
    }
  }

  private void rule(String name, String expression, String action) {
    reference(
        "RULE",
        name,
        "{\"rule\":\"%s\",\"version\":1,\"expression\":\"%s\",\"action\":\"%s\",\"reason\":\"%s\",\"priority\":1}"
            .formatted(name, expression, action, name));
  }

  private void reference(String type, String id, String part) {
    String json =
        "{\"type\":\"%s\",\"id\":\"%s\",\"effectiveFrom\":\"2020-01-01T00:00:00Z\",\"deleted\":false,\"%s\":%s}"
            .formatted(type, id, type.toLowerCase(java.util.Locale.ROOT), part);
    add(Topics.REFERENCE, type + "/" + id, json.getBytes(UTF_8));
  }

  private void add(String topic, String key, byte[] value) {
    long at = start.minusSeconds(60).toEpochMilli();
    first.add(new ProducerRecord<>(PREFIX + topic, 0, at, key.getBytes(UTF_8), value));
  }

  private static void produce(String brokers, List<ProducerRecord<byte[], byte[]>> input)
      throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", brokers, "acks", "all", "max.request.size", 8_000_000);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
      input.forEach(record -> sent.add(producer.send(record)));
      for (java.util.concurrent.Future<?> one : sent) {
        one.get();
      }
    }
  }

  /** All that is committed in a topic; every value conforms to the topic's contract. */
  private static List<byte[]> read(String brokers, String topic) throws Exception {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    TopicPartition partition = new TopicPartition(PREFIX + topic, 0);
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
          PATIENCE,
          () -> {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
              if (one.value() != null) {
                assertThat(Contracts.violations(topic, one.value())).isEmpty();
                values.add(one.value());
              }
            }
            return consumer.position(partition) >= end;
          });
    }
    return values;
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
