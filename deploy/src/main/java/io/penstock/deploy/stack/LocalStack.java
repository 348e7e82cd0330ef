package io.penstock.deploy.stack;

import io.penstock.JobConfig;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Reference;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All of Penstock on one machine: broker, database, Flink and the jobs.
 *
 * <p>Each part is ready before the next one starts, and they stop in the opposite order.
 */
public final class LocalStack implements AutoCloseable {

  private final StackSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile boolean closing;
  private @Nullable Running running;

  /** What is known once all servers are there. */
  private record Running(
      String brokers, StackSettings.Database database, LocalFlink flink, JobConfig config) {}

  /** Nothing starts yet. */
  public LocalStack(StackSettings settings) {
    this.settings = settings;
  }

  /** Starts the servers; topics and tables are there when it returns, no job runs yet. */
  public synchronized void start() throws StackException {
    refuseBusyPorts();
    String brokers = brokers(settings.kafka());
    StackSettings.Database database = database(settings.postgres());
    JobConfig config = config(brokers, database);
    Migrations.run(database.url(), database.user(), passwordOf(config));
    stopHereIfClosing();
    int slots = settings.parallelism() * Math.max(1, Jobs.ALL.size());
    LocalFlink flink =
        own(
            LocalFlink.start(
                settings.directory().resolve("flink"), settings.uiPort(), slots, config));
    running = new Running(brokers, database, flink, config);
  }

  /**
   * Submits the jobs and waits until they run.
   *
   * <p>Without state a job reads its input from the beginning. One that would say everything a
   * second time on topics that hold an earlier run's results is refused.
   */
  public void submit(List<Jobs.Job> jobs) throws StackException {
    String events = settings.prefix() + Topics.ORDER_EVENTS;
    boolean fresh = new KafkaTopics(brokers(), settings.kafkaProperties()).endOf(events) == 0;
    for (Jobs.Job job : jobs) {
      if (!fresh && !job.repeatable() && !flink().hasStateOf(job.name())) {
        throw new StackException(
            "the topic "
                + events
                + " holds an earlier run's results, but "
                + settings.directory()
                + " has no checkpoint of "
                + job.name()
                + " to go on from: give that run's --data, or another --prefix");
      }
    }
    for (Jobs.Job job : jobs) {
      flink().submit(job, running().config());
    }
  }

  /** Publishes reference data and waits until the broker has it. */
  public void publish(List<Reference> records) throws StackException {
    new ReferenceTopic(brokers(), settings.prefix(), settings.kafkaProperties()).publish(records);
  }

  /** The bootstrap servers. */
  public String brokers() {
    return running().brokers();
  }

  /** Where the tables are. */
  public StackSettings.Database database() {
    return running().database();
  }

  /** Of the role that writes the tables; empty where none is needed. */
  public String databasePassword() throws StackException {
    return passwordOf(running().config());
  }

  /** The address of Flink's web UI. */
  public URI ui() {
    return running().flink().ui();
  }

  public LocalFlink flink() {
    return running().flink();
  }

  /** Also ends a start that is under way on another thread, once its current step is done. */
  @Override
  public void close() throws StackException {
    closing = true;
    synchronized (this) {
      StackException failed = new StackException("the stack did not stop cleanly");
      while (!parts.isEmpty()) {
        try {
          parts.pop().close();
        } catch (Exception alsoFailed) {
          failed.addSuppressed(alsoFailed);
        }
      }
      if (failed.getSuppressed().length > 0) {
        throw failed;
      }
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private Running running() {
    return Objects.requireNonNull(running, "the stack was not started");
  }

  private void stopHereIfClosing() throws StackException {
    if (closing) {
      throw new StackException("stopped while it started");
    }
  }

  /** Before the first server starts, so that a wrong port costs nothing. */
  private void refuseBusyPorts() throws StackException {
    if (settings.kafka() == null) {
      Ports.claim("Kafka", settings.kafkaPort());
    }
    if (settings.postgres() == null) {
      Ports.claim("PostgreSQL", settings.postgresPort());
    }
    Ports.claim("Flink's web UI", settings.uiPort());
  }

  private String brokers(@Nullable String given) throws StackException {
    String brokers =
        given == null
            ? own(LocalKafka.start(settings.directory().resolve("kafka"), settings.kafkaPort()))
                .brokers()
            : given;
    KafkaTopics topics = new KafkaTopics(brokers, settings.kafkaProperties());
    topics.awaitBroker();
    topics.create(settings.prefix(), settings.partitions());
    stopHereIfClosing();
    return brokers;
  }

  private StackSettings.Database database(StackSettings.@Nullable Database given)
      throws StackException {
    if (given != null) {
      return given;
    }
    LocalPostgres postgres =
        own(LocalPostgres.start(settings.directory().resolve("postgres"), settings.postgresPort()));
    stopHereIfClosing();
    return new StackSettings.Database(postgres.url(), postgres.user(), null);
  }

  private JobConfig config(String brokers, StackSettings.Database database) {
    Map<String, String> all = new HashMap<>();
    all.put("parallelism.default", Integer.toString(settings.parallelism()));
    all.putAll(settings.job());
    all.put("kafka.brokers", brokers);
    settings.kafkaProperties().forEach((key, value) -> all.put("kafka.properties." + key, value));
    all.put("topics.prefix", settings.prefix());
    all.put("postgres.url", database.url());
    all.put("postgres.user", database.user());
    if (database.passwordFile() != null) {
      all.put("postgres.password-file", database.passwordFile().toString());
    }
    return JobConfig.of(all);
  }

  private static String passwordOf(JobConfig config) throws StackException {
    try {
      return config.postgresPassword();
    } catch (IOException unreadable) {
      throw new StackException(
          "the password file cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
