package io.penstock.deploy.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker of one node, inside this JVM and reachable from this machine only.
 *
 * <p>What it was told survives in its directory: started there again, it goes on where it stopped.
 */
public final class LocalKafka implements AutoCloseable {

  /** Above the largest record that intake reads, so that too large ones arrive and are counted. */
  static final String MAX_MESSAGE_BYTES = Integer.toString(10 << 20);

  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final int port;

  private LocalKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and waits until it answers.
   *
   * @param directory is created if absent
   * @param port 0 takes a free one
   */
  public static LocalKafka start(Path directory, int port) throws StackException {
    int listener = Ports.claim("Kafka", port);
    int controller = Ports.claim("Kafka's controller", 0);
    try {
      Files.createDirectories(directory);
      format(directory);
    } catch (Exception refused) {
      throw new StackException(
          "Kafka cannot keep its data in " + directory + ": " + refused.getMessage(), refused);
    }
    KafkaConfig config =
        KafkaConfig.fromProps(Utils.mkProperties(settings(directory, listener, controller)));
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    LocalKafka kafka = new LocalKafka(server, listener);
    try {
      server.startup();
      new KafkaTopics(kafka.brokers(), Map.of()).awaitBroker();
    } catch (StackException | RuntimeException failed) {
      kafka.close();
      throw new StackException("Kafka did not start: " + failed.getMessage(), failed);
    }
    return kafka;
  }

  public String brokers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** Creates what is absent of our topics; see {@link KafkaTopics#create}. */
  public void createTopics(String prefix, int partitions) throws StackException {
    new KafkaTopics(brokers(), Map.of()).create(prefix, partitions);
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(clusterId(directory))
        .setNodeId(NODE)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  /** The id that the directory was formatted with, which a second start must repeat. */
  private static String clusterId(Path directory) throws IOException {
    Path properties = directory.resolve("meta.properties");
    if (!Files.exists(properties)) {
      return Uuid.randomUuid().toString();
    }
    for (String line : Files.readAllLines(properties)) {
      if (line.startsWith("cluster.id=")) {
        return line.substring("cluster.id=".length());
      }
    }
    throw new IOException(properties + " names no cluster.id");
  }

  private static Map<String, String> settings(Path directory, int listener, int controller) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + Ports.LOOPBACK + ":" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
            .formatted(Ports.LOOPBACK, listener, controller));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // The sink asks for ten minutes; the broker must allow more than it asks.
    settings.put("transaction.max.timeout.ms", "3600000");
    settings.put("message.max.bytes", MAX_MESSAGE_BYTES);
    // A small machine runs the jobs too.
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    return settings;
  }
}
