package io.penstock.deploy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.FolderTemplate;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.LocalStack;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.StackSettings;
import io.penstock.model.OrderEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A marketplace that nobody has programmed, while the job runs: by files alone. */
class NewMarketplaceIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "new.";
  private static final Set<String> JOBS = Set.of("fulfilment", "finance");

  private static final String BILL =
      "{\"bill\": \"B-1\", \"fees\": [{\"no\": 1, \"fee\": \"0.65\"}]}";
  private static final String BILL_MAPPING =
      """
      let bill = .
      if (.bill) [for (.fees) {
        "statementId": $bill.bill,
        "entryId": id(.no, "no"),
        "type": "FEE",
        "feeType": "fee",
        "currency": $currency,
        "amountMinor": 0 - money(.fee, $currency, "fee")
      }]
      else not-an-order("the record holds no bill")
      """;

  @TempDir Path directory;

  @Test
  void aMarketplaceIsAddedByFilesAloneWhileTheJobRuns() throws Exception {
    Path folder = FolderTemplate.write(directory.resolve("marketplaces"), "corner-shop");
    Files.writeString(folder.resolve("settlement.jslt"), BILL_MAPPING);
    byte[] order = Files.readAllBytes(folder.resolve("samples/paid.json"));
    StackSettings settings =
        new StackSettings(
            directory.resolve("data"), 0, 0, 0, 1, 1, PREFIX, null, Map.of(), null, Map.of());
    try (LocalStack stack = new LocalStack(settings)) {
      stack.start();
      stack.submit(Jobs.ALL.stream().filter(job -> JOBS.contains(job.name())).toList());
      try (Observer observer =
          Observer.start(stack.brokers(), PREFIX, Map.of(), Clock.systemUTC())) {
        send(stack, Topics.ORDERS_RAW, order);
        Polling.until(
            "a dead letter", PATIENCE, () -> observer.ask(seen -> seen.deadLetters()) == 1);

        assertThat(
                Penstock.commandLine()
                    .execute(
                        "marketplace",
                        "publish",
                        folder.toString(),
                        "--kafka",
                        stack.brokers(),
                        "--prefix",
                        PREFIX))
            .isZero();
        Polling.until(
            "the order",
            PATIENCE,
            () -> {
              // The topics have no order between them: whoever sends too early sends again.
              send(stack, Topics.ORDERS_RAW, order);
              return observer.ask(seen -> seen.orders().events(OrderEvent.Type.RECEIVED)) == 1;
            });

        Polling.until(
            "the bill",
            PATIENCE,
            () -> {
              send(stack, Topics.SETTLEMENTS_RAW, BILL.getBytes(UTF_8));
              return billed(stack) == -65;
            });
        backtest(stack);
        long accepted = observer.ask(seen -> seen.orders().accepted());
        assertThat(accepted).isEqualTo(1);
        assertThat(stack.flink().troubles()).as("no restart was needed").isEmpty();
      }
    }
  }

  /** The hub's own rules against one that would hold the order for another reason, too. */
  private void backtest(LocalStack stack) throws Exception {
    Path rules =
        Files.writeString(
            directory.resolve("rules.json"),
            "{\"rules\":[{\"rule\":\"all\",\"version\":1,\"expression\":\"true\","
                + "\"action\":\"REJECT\",\"reason\":\"ALL\"}]}");
    StringWriter out = new StringWriter();
    for (String from : List.of("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
      int exitCode =
          Penstock.commandLine()
              .setOut(new PrintWriter(out, true))
              .execute(
                  "backtest",
                  "--rules",
                  rules.toString(),
                  "--kafka",
                  stack.brokers(),
                  "--prefix",
                  PREFIX,
                  "--from",
                  from);
      assertThat(exitCode).isZero();
    }

    assertThat(out.toString())
        .contains("orders      1, of which 1 would change", "HELD -> REJECTED", "+ALL 1")
        .contains("orders      0, of which 0 would change");
  }

  private static long billed(LocalStack stack) throws Exception {
    StackSettings.Database database = stack.database();
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), stack.databasePassword());
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                "SELECT coalesce(sum(amount_minor), 0) FROM penstock.bill_lines")) {
      sum.next();
      return sum.getLong(1);
    }
  }

  private static void send(LocalStack stack, String topic, byte[] payload) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(PREFIX + topic, "bonn".getBytes(UTF_8), payload);
    record.headers().add("marketplace", "corner-shop".getBytes(UTF_8));
    record.headers().add("shop", "bonn".getBytes(UTF_8));
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", stack.brokers()), bytes, bytes)) {
      producer.send(record).get();
    }
  }
}
