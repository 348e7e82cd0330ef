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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A marketplace that nobody has programmed, while the job runs: by files alone. */
class NewMarketplaceIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "new.";

  @TempDir Path directory;

  @Test
  void aMarketplaceIsAddedByFilesAloneWhileTheJobRuns() throws Exception {
    Path folder = FolderTemplate.write(directory.resolve("marketplaces"), "corner-shop");
    byte[] order = Files.readAllBytes(folder.resolve("samples/paid.json"));
    StackSettings settings =
        new StackSettings(
            directory.resolve("data"), 0, 0, 0, 1, 1, PREFIX, null, Map.of(), null, Map.of());
    try (LocalStack stack = new LocalStack(settings)) {
      stack.start();
      stack.submit(Jobs.ALL.stream().filter(job -> job.name().equals("fulfilment")).toList());
      try (Observer observer =
          Observer.start(stack.brokers(), PREFIX, Map.of(), Clock.systemUTC())) {
        send(stack, order);
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
              send(stack, order);
              return observer.ask(seen -> seen.orders().events(OrderEvent.Type.RECEIVED)) == 1;
            });

        long accepted = observer.ask(seen -> seen.orders().accepted());
        assertThat(accepted).isEqualTo(1);
        assertThat(stack.flink().troubles()).as("no restart was needed").isEmpty();
      }
    }
  }

  private static void send(LocalStack stack, byte[] order) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(PREFIX + Topics.ORDERS_RAW, "bonn".getBytes(UTF_8), order);
    record.headers().add("marketplace", "corner-shop".getBytes(UTF_8));
    record.headers().add("shop", "bonn".getBytes(UTF_8));
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", stack.brokers()), bytes, bytes)) {
      producer.send(record).get();
    }
  }
}
