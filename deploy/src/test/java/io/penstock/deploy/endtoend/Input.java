package io.penstock.deploy.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderNews;
import io.penstock.model.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Everything that is sent, and which answers it must have. */
final class Input {

  static final String PREFIX = "e2e.";

  /** Where the marketplace is described that only this test knows. */
  static final String FOLDER = "src/test/marketplaces";

  private static final String COUPANG_CASE =
      "marketplaces/payloads/aftersales/coupang/returnRequests.json";
  private static final String WALMART_BILL =
      "marketplaces/payloads/settlement/walmart/us.payment.statement.json";

  /** There before the jobs start. */
  final Batch first = new Batch();

  /** Every other Olist order: they come while the jobs run, so a failure finds work to do. */
  final Batch second = new Batch();

  /** A cancellation that comes when everything else is done. */
  final Batch third = new Batch();

  /** Goods that come after that. */
  final Batch last = new Batch();

  /** What must become a dead letter: {@code marketplace/shop CODE}, once for each. */
  final List<String> refused = new ArrayList<>();

  /** Orders that after-sales cases are about, by their key. */
  final Set<String> ordersOfCases = new TreeSet<>();

  /** How many lines the bills have. */
  int billLines;

  final OlistOrders olist;

  private final Instant start = Instant.now().minus(Duration.ofMinutes(20));
  private final Normaliser normaliser = new Normaliser(Marketplaces.shippedAnd(FOLDER));
  private final Set<String> shops = new LinkedHashSet<>();
  private final Set<String> skus = new TreeSet<>();
  private Instant next = start;

  /** Records that are sent together, and how many answers the raw orders among them must have. */
  static final class Batch {
    final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int answers;
  }

  Input(Path shared) throws IOException {
    this.olist = OlistOrders.sample(shared.resolve("data/olist"));
    addOlist();
    for (String marketplace : List.of("taobao", "douyin", "shopify", "amazon")) {
      addReal(marketplace, shared.resolve("marketplaces/payloads").resolve(marketplace));
    }
    addElsewhere(Topics.AFTERSALES_RAW, "coupang", shared.resolve(COUPANG_CASE));
    addElsewhere(Topics.SETTLEMENTS_RAW, "walmart", shared.resolve(WALMART_BILL));
    Planted.all().forEach(planted -> add(planted, first));
    add(Planted.afterwards(), third);
    skus.remove(Planted.NOBODYS_SKU);
    addSurroundings();
  }

  /** Some come twice, and some as they stood before, late. */
  private void addOlist() throws IOException {
    List<Map<String, Object>> documents = List.copyOf(olist.documents().values());
    for (Map<String, Object> document : documents) {
      add("olist", "sp", OlistOrders.bytes(document), half(document));
    }
    for (int i = 0; i < documents.size(); i += 20) {
      Map<String, Object> document = documents.get(i);
      add("olist", "sp", OlistOrders.bytes(document), half(document));
    }
    for (int i = 1; i < 200; i += 10) {
      Map<String, Object> document = documents.get(i);
      add("olist", "sp", OlistOrders.whenBought(document), half(document));
    }
  }

  private Batch half(Map<String, Object> document) {
    return Objects.hashCode(document.get("order_id")) % 2 == 0 ? second : first;
  }

  private void addReal(String marketplace, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(marketplace, "real", Files.readAllBytes(file), first);
      }
    }
  }

  /** What does not come with the orders: it has no answer there. */
  private void addElsewhere(String topic, String marketplace, Path file) throws IOException {
    byte[] value = Files.readAllBytes(file);
    first.records.add(record(topic, marketplace, "real", value, next));
    try {
      Normalised read =
          normaliser.normalise(
              new RawRecord(topic, 0, 0, next, "real", marketplace, "real", null, value));
      billLines += read.bill().size();
      for (OrderNews news : read.toldOfOrders()) {
        ordersOfCases.add(news.key());
      }
    } catch (UnreadableException broken) {
      throw new AssertionError(file.toString(), broken);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String marketplace, String shop, byte[] value, Instant at) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(PREFIX + topic, 0, at.toEpochMilli(), shop.getBytes(UTF_8), value);
    record.headers().add("marketplace", marketplace.getBytes(UTF_8));
    record.headers().add("shop", shop.getBytes(UTF_8));
    return record;
  }

  private void add(Planted planted, Batch to) {
    for (byte[] payload : planted.payloads()) {
      int before = refused.size();
      add(planted.marketplace(), planted.shop(), payload, to);
      List<String> now = refused.subList(before, refused.size());
      if (planted.code() == null) {
        assertThat(now).isEmpty();
      } else {
        assertThat(now)
            .containsExactly(planted.marketplace() + "/" + planted.shop() + " " + planted.code());
      }
    }
  }

  private void add(String marketplace, String shop, byte[] value, Batch to) {
    Instant at = next;
    next = at.plusMillis(10);
    shops.add(marketplace + "/" + shop);
    to.records.add(record(Topics.ORDERS_RAW, marketplace, shop, value, at));
    try {
      Normalised read =
          normaliser.normalise(
              new RawRecord(Topics.ORDERS_RAW, 0, 0, at, shop, marketplace, shop, null, value));
      for (Order one : read.orders()) {
        one.lines().stream()
            .map(OrderLine::sku)
            .filter(sku -> sku != null && !sku.isBlank())
            .forEach(skus::add);
      }
      to.answers += read.orders().size() + read.toldOfOrders().size();
    } catch (UnreadableException unreadable) {
      refused.add(marketplace + "/" + shop + " " + unreadable.code());
      to.answers++;
    }
  }

  /** Shops, warehouses and goods come before the orders; the late goods after all of them. */
  private void addSurroundings() {
    Surroundings before = new Surroundings(start.minusSeconds(60), first.records);
    shops.forEach(before::shop);
    before.network();
    before.rules();
    skus.forEach(before::sku);
    Set<String> atHand = new TreeSet<>(skus);
    atHand.remove(Planted.LATE_SKU);
    before.receipts(List.copyOf(atHand), 100_000);
    Surroundings after = new Surroundings(Instant.now(), last.records);
    after.receipts(List.of(Planted.LATE_SKU), 1);
    after.receipts(List.of(Planted.LATE_SKU), 1); // Warehouses repeat themselves.
  }
}
