package io.penstock.day;

import io.penstock.Collected;
import io.penstock.FulfilmentPipeline;
import io.penstock.TestTopic;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.PrintBatch;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The labelled day as the hub itself saw it: every operator from intake to the ledger, on a mini
 * cluster.
 *
 * @param events of each order, by its key, in their order
 * @param recalls what warehouses were asked to stop
 * @param deadLetters what nobody could follow
 * @param labels batch and position of each label, by delivery
 * @param unprinted deliveries that are in no batch although nobody stopped them
 */
record PlayedDay(
    Map<String, List<OrderEvent>> events,
    List<Delivery> recalls,
    List<String> deadLetters,
    Map<String, String> labels,
    Set<String> unprinted) {

  /** All that is there before the day begins was published the day before. */
  private static final Instant BEFORE = LabelledDay.BEGINS.minus(Duration.ofDays(1));

  static PlayedDay of(LabelledDay day, int parallelism) throws Exception {
    PlayedDay played = play(day, List.of(), parallelism, 0);
    List<Delivery> answered = List.of();
    // Warehouses stop whatever they are asked to, and the answer may lead to another question.
    while (!played.recalls().equals(answered)) {
      answered = played.recalls();
      played = play(day, answered, parallelism, 0);
    }
    return played;
  }

  /**
   * The same topics once more.
   *
   * @param parallelism of all operators
   * @param crashes how often the job fails on the way, and is restored
   */
  PlayedDay again(LabelledDay day, int parallelism, int crashes) throws Exception {
    return play(day, recalls, parallelism, crashes);
  }

  private static PlayedDay play(
      LabelledDay day, List<Delivery> answered, int parallelism, int crashes) throws Exception {
    Collected<Outgoing> results = new Collected<>();
    try (StreamExecutionEnvironment env = TestTopic.failing(parallelism, crashes)) {
      FulfilmentPipeline pipeline =
          new FulfilmentPipeline(
              Marketplaces.shipped(),
              List.of(),
              Duration.ofMillis(200),
              Normaliser.DEFAULT_MAX_BYTES,
              results);
      Timed.Source source = new Timed.Source(env, LabelledDay.ALL_ENDS, crashes);
      FulfilmentPipeline.Inputs inputs =
          new FulfilmentPipeline.Inputs(
              source.records("orders", List.of()),
              source.records("wms", wms(day, answered)),
              source.records("commands", commands(day)),
              source.records("reference", reference(day)));
      pipeline.assembleRead(source.messages("messages", orders(day)), inputs);
      env.execute();
    }
    return of(results.values());
  }

  private static List<Timed> orders(LabelledDay day) {
    List<Timed> orders = new ArrayList<>();
    for (Row row : day.rows()) {
      if (row.order() != null) {
        orders.add(Timed.of(ReceivedMessage.of(row.order()), row.at()));
      }
    }
    return orders;
  }

  private static List<Timed> commands(LabelledDay day) {
    List<Timed> commands = new ArrayList<>();
    for (Row row : day.rows()) {
      Row.Act act = row.act();
      if (act != null) {
        commands.add(raw("commands", row.line(), row.at(), row.orderKey(), act.command(row.at())));
      }
    }
    return commands;
  }

  private static List<Timed> reference(LabelledDay day) {
    List<Reference> before = new ArrayList<>(day.setting().references());
    before.addAll(RuleFile.starter().records(Instant.EPOCH));
    List<Timed> records = new ArrayList<>();
    for (Reference one : before) {
      records.add(raw("reference", records.size(), BEFORE, one.type() + "/" + one.id(), one));
    }
    for (Row row : day.rows()) {
      Reference one = row.publication();
      if (one != null) {
        String key = one.type() + "/" + one.id();
        records.add(raw("reference", 100_000 + row.line(), row.at(), key, one));
      }
    }
    return records;
  }

  private static List<Timed> wms(LabelledDay day, List<Delivery> answered) {
    List<WmsEvent> told = new ArrayList<>(day.setting().stock());
    for (Row row : day.rows()) {
      if (row.receipt() != null) {
        told.add(row.receipt());
      }
    }
    for (Delivery recall : answered) {
      told.add(
          new WmsEvent(
              "stopped-" + recall.deliveryId(),
              WmsEvent.Type.CANCELLED,
              recall.owner(),
              recall.warehouse(),
              recall.at().plusSeconds(1),
              recall.deliveryId(),
              List.of(),
              null,
              null,
              null));
    }
    told.sort(Comparator.comparing(WmsEvent::at));
    List<Timed> records = new ArrayList<>();
    for (WmsEvent one : told) {
      Instant at = one.messageId().startsWith("opening-") ? BEFORE : one.at();
      records.add(raw("wms.events", records.size(), at, one.warehouse(), one));
    }
    return records;
  }

  private static Timed raw(String topic, long offset, Instant at, String key, Object value) {
    return Timed.of(
        new RawRecord(topic, 0, offset, at, key, null, null, null, Json.write(value)), at);
  }

  private static PlayedDay of(List<Outgoing> results) throws UnreadableException {
    Map<String, Map<Long, OrderEvent>> events = new TreeMap<>();
    Map<String, Delivery> recalls = new TreeMap<>();
    List<String> deadLetters = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    Set<String> unprinted = new TreeSet<>();
    for (Outgoing result : results) {
      switch (result.topic()) {
        case "order-events" -> {
          OrderEvent event = Json.readOfOthers(result.value(), OrderEvent.class);
          OrderEvent before =
              events
                  .computeIfAbsent(event.key(), unused -> new TreeMap<>())
                  .put(event.sequence(), event);
          if (before != null && !before.equals(event)) {
            throw new AssertionError("decided otherwise after a crash: " + before + " " + event);
          }
        }
        case "deliveries" -> {
          Delivery delivery = Json.readOfOthers(result.value(), Delivery.class);
          if (delivery.action() == Delivery.Action.CANCEL) {
            recalls.put(delivery.deliveryId(), delivery);
          }
          unprinted.add(delivery.deliveryId());
        }
        case "print-batches" -> {
          PrintBatch batch = Json.readOfOthers(result.value(), PrintBatch.class);
          for (PrintBatch.Label label : batch.labels()) {
            String place = batch.batchId() + " " + label.position();
            String before = labels.put(label.deliveryId(), place);
            if (before != null && !before.equals(place)) {
              throw new AssertionError("printed twice: " + label);
            }
          }
        }
        case "dead-letters" -> deadLetters.add(new String(result.value(), StandardCharsets.UTF_8));
        default -> {}
      }
    }
    Map<String, List<OrderEvent>> inOrder = new TreeMap<>();
    events.forEach((key, bySequence) -> inOrder.put(key, List.copyOf(bySequence.values())));
    unprinted.removeAll(labels.keySet());
    unprinted.removeAll(recalls.keySet());
    return new PlayedDay(
        inOrder, List.copyOf(recalls.values()), List.copyOf(deadLetters), labels, unprinted);
  }
}
