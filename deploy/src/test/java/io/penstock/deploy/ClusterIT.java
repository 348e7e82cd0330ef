package io.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.FulfilmentJob;
import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.cluster.ClusterBuild;
import io.penstock.deploy.cluster.FlinkProcesses;
import io.penstock.deploy.load.LoadDriver;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.load.SampleReference;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.observe.Tables;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.LocalKafka;
import io.penstock.deploy.stack.LocalPostgres;
import io.penstock.deploy.stack.Migrations;
import io.penstock.deploy.stack.Polling;
import io.penstock.finance.FinanceJob;
import io.penstock.insight.InsightJob;
import io.penstock.model.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a cluster as operators have it: processes of their own, and Flink's client. */
class ClusterIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "cluster.";
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  @TempDir Path directory;

  @Test
  void theJobJarRunsAPeakDayOnTwoTaskManagers() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"), 0);
        LocalPostgres postgres = LocalPostgres.start(directory.resolve("postgres"), 0)) {
      kafka.createTopics(PREFIX, 4);
      Migrations.run(postgres.url(), postgres.user(), "");
      publish(kafka.brokers(), SampleReference.records());
      writeSettings(kafka, postgres);
      try (FlinkProcesses flink =
          FlinkProcesses.start(
              ClusterBuild.flinkLib(), ClusterBuild.flinkConf(), directory.resolve("flink"), 2)) {
        flink.explaining(() -> run(flink, kafka.brokers(), postgres));
      }
    }
  }

  private void run(FlinkProcesses flink, String brokers, LocalPostgres postgres) throws Exception {
    // Six slots in all and three on each TaskManager: the first job must use both.
    String fulfilment = submit(flink, FulfilmentJob.class, 4);
    String finance = submit(flink, FinanceJob.class, 1);
    String insight = submit(flink, InsightJob.class, 1);
    for (String job : List.of(fulfilment, finance, insight)) {
      Polling.until("all of a job to run", PATIENCE, () -> runs(flink, job));
    }
    play(brokers, postgres);

    Set<String> both = new TreeSet<>();
    flink
        .rest("/taskmanagers")
        .get("taskmanagers")
        .forEach(one -> both.add(one.get("id").asText()));
    assertThat(both).hasSize(2);
    assertThat(taskManagersOf(flink, fulfilment)).isEqualTo(both);
    for (JsonNode job : flink.rest("/jobs/overview").get("jobs")) {
      assertThat(job.get("state").asText()).as("%s", job).isEqualTo("RUNNING");
    }
  }

  /** Plays the day until all of it has come to rest, and checks what came of it. */
  private static void play(String brokers, LocalPostgres postgres) throws Exception {
    try (Observer observer = Observer.start(brokers, PREFIX, Map.of(), Clock.systemUTC());
        PlayedWarehouses warehouses = PlayedWarehouses.start(brokers, PREFIX, Map.of())) {
      LoadReport report =
          new LoadDriver(brokers, PREFIX, Map.of()).run(new PeakDay(11, 500), 0, sent -> {});
      long raw = new KafkaTopics(brokers, Map.of()).endOf(PREFIX + Topics.ORDERS_RAW);
      Polling.until(
          "the day to come to rest",
          PATIENCE,
          () -> {
            List<String> missing =
                observer.ask(seen -> Summary.underWay(report.records(), raw, seen));
            if (missing.isEmpty()) {
              Tables tables = Tables.read(postgres.url(), postgres.user(), "");
              missing = observer.ask(seen -> Summary.missing(report.records(), raw, seen, tables));
            }
            if (!missing.isEmpty()) {
              throw new IllegalStateException(String.join("; ", missing));
            }
            return true;
          });
      Tables tables = Tables.read(postgres.url(), postgres.user(), "");
      Summary summary = observer.ask(seen -> Summary.of(report.records(), raw, seen, tables));
      assertThat(summary.countsAddUp()).as("counts add up: %s", summary).isTrue();
      assertThat(summary.oversoldCells()).as("nothing is oversold: %s", summary).isZero();
      assertThat(summary.levelsAgree()).as("stock levels agree: %s", summary).isTrue();
      assertThat(summary.tablesAgree()).as("tables agree: %s", summary).isTrue();
      assertThat(summary.rawRecords()).isEqualTo(report.records()).isGreaterThan(500);
      assertThat(summary.shipped()).as("something is shipped: %s", summary).isPositive();
      assertThat(warehouses.answered()).isPositive();
    }
  }

  private String submit(FlinkProcesses flink, Class<?> job, int parallelism) throws Exception {
    String said =
        flink.client(
            "run",
            "-d",
            "-m",
            flink.address(),
            "-p",
            Integer.toString(parallelism),
            "-c",
            job.getName(),
            ClusterBuild.jobJar().toString(),
            "--config",
            settings().toString());
    Matcher id = SUBMITTED.matcher(said);
    assertThat(id.find()).as("the client names the job: %s", said).isTrue();
    return id.group(1);
  }

  /** A source that only reads what was there before ends early. */
  private static boolean runs(FlinkProcesses flink, String job) throws Exception {
    for (JsonNode vertex : flink.rest("/jobs/" + job).get("vertices")) {
      String state = vertex.get("status").asText();
      if (!state.equals("RUNNING") && !state.equals("FINISHED")) {
        throw new IllegalStateException(
            vertex.get("name").asText() + " is " + state + ": " + lastFailure(flink, job));
      }
    }
    return true;
  }

  private static String lastFailure(FlinkProcesses flink, String job) throws Exception {
    JsonNode history = flink.rest("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries");
    return history.isEmpty() ? "no failure" : history.get(0).get("stacktrace").asText();
  }

  private static Set<String> taskManagersOf(FlinkProcesses flink, String job) throws Exception {
    Set<String> used = new TreeSet<>();
    for (JsonNode vertex : flink.rest("/jobs/" + job).get("vertices")) {
      JsonNode tasks = flink.rest("/jobs/" + job + "/vertices/" + vertex.get("id").asText());
      tasks.get("subtasks").forEach(task -> used.add(task.get("taskmanager-id").asText()));
    }
    return used;
  }

  private Path settings() {
    return directory.resolve("job.properties");
  }

  private void writeSettings(LocalKafka kafka, LocalPostgres postgres) throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "not asked for\n");
    Files.write(
        settings(),
        List.of(
            "kafka.brokers = " + kafka.brokers(),
            "topics.prefix = " + PREFIX,
            "postgres.url = " + postgres.url(),
            "postgres.user = " + postgres.user(),
            "postgres.password-file = " + password,
            "execution.checkpointing.dir = " + directory.resolve("checkpoints").toUri()));
  }

  private static void publish(String brokers, List<Reference> records) throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", brokers), bytes, bytes)) {
      for (Reference record : records) {
        byte[] key = (record.type() + "/" + record.id()).getBytes(StandardCharsets.UTF_8);
        producer
            .send(new ProducerRecord<>(PREFIX + Topics.REFERENCE, key, Json.write(record)))
            .get();
      }
    }
  }
}
