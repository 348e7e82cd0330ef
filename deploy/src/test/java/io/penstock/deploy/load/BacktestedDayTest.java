package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.BacktestJob;
import io.penstock.BacktestPipeline;
import io.penstock.JobConfig;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.Json;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Retrial;
import io.penstock.model.Retrial.Verdict;
import io.penstock.model.StockRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backtest of a whole day says of each order what the audit itself says. */
class BacktestedDayTest {

  private static final PlayedDay PLAYED = PlayedDay.of(new PeakDay(5, 1_500));

  /** By then all delays are over: they run from the payment, which is some time of the day. */
  private static final Instant END = PlayedDay.START.plus(Duration.ofDays(3));

  /** Without playbooks: in a backtest nobody waits for their deadlines. */
  private static final List<Reference> AS_IT_IS =
      SampleReference.records().stream()
          .filter(one -> one.sku() == null && one.playbook() == null)
          .toList();

  private static final List<RawRecord> DENYLIST =
      SampleReference.records().stream()
          .filter(one -> one.denial() != null)
          .map(BacktestedDayTest::published)
          .toList();

  private static final String CHANGES =
      """
      {"rules": [
        {"rule": "value-limit", "version": 9, "expression": "order.total > 20000", "action": "HOLD", "reason": "VALUE_LIMIT"},
        {"rule": "address-incomplete", "version": 9, "expression": "false", "action": "HOLD", "reason": "ADDRESS_INCOMPLETE"},
        {"rule": "too-many", "version": 1, "expression": "order.units > 4", "action": "REJECT", "reason": "TOO_MANY"},
        {"rule": "cool", "version": 1, "expression": "order.units == 2", "action": "DELAY", "reason": "COOL", "value": "PT5M"},
        {"rule": "regulars", "version": 1, "expression": "order.units == 3", "action": "PASS", "reason": "REGULAR", "priority": 99, "scope": {"marketplace": "taobao"}}
      ]}
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bothVerdictsAreThoseOfTheAudit(int parallelism) throws Exception {
    RuleFile changes = RuleFile.of(CHANGES.getBytes(StandardCharsets.UTF_8));
    List<Reference> changed = new ArrayList<>(AS_IT_IS);
    for (Reference change : changes.records(AS_IT_IS.get(0).effectiveFrom())) {
      changed.removeIf(one -> one.type() == change.type() && one.id().equals(change.id()));
      changed.add(change);
    }
    Map<String, Verdict> asItIs = audited(AS_IT_IS);
    Map<String, Verdict> asChanged = audited(changed);

    List<Retrial> retrials = retrials(changes, parallelism);

    assertThat(retrials).hasSize(asItIs.size());
    assertThat(retrials)
        .allSatisfy(
            order -> {
              String key = Order.key(order.marketplace(), order.shop(), order.orderId());
              assertThat(ofCodes(order.before())).as(key).isEqualTo(ofCodes(asItIs.get(key)));
              assertThat(ofCodes(order.after())).as(key).isEqualTo(ofCodes(asChanged.get(key)));
            });
    assertThat(retrials.stream().filter(Retrial::isChanged))
        .extracting(order -> order.before().outcome() + " " + order.after().outcome())
        .contains("PASSED HELD", "HELD PASSED", "PASSED REJECTED");
    assertThat(retrials.stream().flatMap(order -> order.after().reasons().stream()))
        .extracting(Reason::code)
        .contains("REGULAR", "COOL");
    assertThat(retrials)
        .as("a delay is over in the end")
        .noneMatch(order -> order.after().outcome() == OrderEvent.Type.WAITING);
  }

  private static List<Retrial> retrials(RuleFile changes, int parallelism) throws Exception {
    List<Retrial> retrials = new ArrayList<>();
    try (StreamExecutionEnvironment env =
            StreamExecutionEnvironment.createLocalEnvironment(
                parallelism, BacktestJob.flink(JobConfig.of(Map.of())));
        CloseableIterator<Retrial> orders =
            new BacktestPipeline(
                    Marketplaces.shipped(),
                    AS_IT_IS,
                    changes,
                    List.of(),
                    Normaliser.DEFAULT_MAX_BYTES)
                .assemble(topic(env, "orders", PLAYED.records()), topic(env, "reference", DENYLIST))
                .executeAndCollect()) {
      orders.forEachRemaining(retrials::add);
    }
    return retrials;
  }

  private static RawRecord published(Reference one) {
    String key = one.type() + "/" + one.id();
    return new RawRecord("reference", 0, 0, Instant.EPOCH, key, null, null, null, Json.write(one));
  }

  private static DataStream<RawRecord> topic(
      StreamExecutionEnvironment env, String name, List<RawRecord> records) {
    return env.fromData(TypeInformation.of(RawRecord.class), records.toArray(RawRecord[]::new))
        .uid(name)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<RawRecord>noWatermarks()
                .withTimestampAssigner((raw, none) -> raw.timestamp().toEpochMilli()))
        .uid(name + "-timed");
  }

  /** What the audit says of each order in the end, and whether it ever stopped it. */
  private static Map<String, Verdict> audited(List<Reference> references) throws Exception {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Set<String> stopped = new HashSet<>();
    for (StockRequest request : AuditedDay.requests(AuditedDay.versions(PLAYED), references, END)) {
      for (OrderEvent event : request.events()) {
        String key = event.key();
        switch (event.type()) {
          case HELD, REJECTED -> {
            stopped.add(key);
            verdicts.put(key, new Verdict(event.type(), false, event.reasons()));
          }
          case PASSED, WAITING, ALREADY_SHIPPED ->
              verdicts.put(key, new Verdict(event.type(), !stopped.contains(key), event.reasons()));
          default -> {}
        }
      }
      ReceivedOrder order = request.order();
      if (request.kind() == StockRequest.Kind.CANCEL && order != null) {
        boolean touchless = !stopped.contains(order.key());
        verdicts.put(order.key(), new Verdict(OrderEvent.Type.CANCELLED, touchless, List.of()));
      }
    }
    return verdicts;
  }

  private static List<Object> ofCodes(@Nullable Verdict verdict) {
    return verdict == null
        ? List.of()
        : List.of(
            verdict.outcome(),
            verdict.touchless(),
            verdict.reasons().stream().map(Reason::code).toList());
  }
}
