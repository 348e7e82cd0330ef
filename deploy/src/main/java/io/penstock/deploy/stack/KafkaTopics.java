package io.penstock.deploy.stack;

import io.penstock.connectors.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Our topics on a broker, whoever runs it.
 *
 * @param brokers the bootstrap servers
 * @param properties of the client: security, for instance
 */
public record KafkaTopics(String brokers, Map<String, String> properties) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Waits until the broker answers. */
  void awaitBroker() throws StackException {
    try (Admin admin = admin()) {
      Polling.until(
          "the Kafka broker at " + brokers,
          PATIENCE,
          () -> !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty());
    } catch (KafkaException unusable) {
      throw new StackException("Kafka at " + brokers + ": " + rootOf(unusable), unusable);
    }
  }

  /**
   * Creates the topics that are absent and waits until every partition can be written. Topics that
   * exist stay as they are.
   *
   * @param partitions of each topic that is created
   */
  public void create(String prefix, int partitions) throws StackException {
    try (Admin admin = admin()) {
      Set<String> present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
      List<NewTopic> absent = new ArrayList<>();
      for (String topic : Topics.ALL) {
        if (!present.contains(prefix + topic)) {
          absent.add(topic(prefix, topic, partitions));
        }
      }
      admin.createTopics(absent).all().get(30, TimeUnit.SECONDS);
      List<String> names = Topics.ALL.stream().map(topic -> prefix + topic).toList();
      Polling.until(
          "leaders of the topics",
          PATIENCE,
          () ->
              admin.describeTopics(names).allTopicNames().get(5, TimeUnit.SECONDS).values().stream()
                  .allMatch(KafkaTopics::led));
      // A leader may be named before it serves. Of two batches that are sent in between, the second
      // could be taken and the first be refused for good: KAFKA-15591.
      long unused = sumOfEnds(admin, names);
    } catch (ExecutionException | TimeoutException | KafkaException failed) {
      throw new StackException("Kafka at " + brokers + ": " + rootOf(failed), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the topics were created", stop);
    }
  }

  /**
   * The end offsets of a topic, summed: how many records it ever took, where nobody wrote in
   * transactions.
   *
   * @param topic with its prefix
   */
  public long endOf(String topic) throws StackException {
    try (Admin admin = admin()) {
      return sumOfEnds(admin, List.of(topic));
    } catch (ExecutionException | TimeoutException | KafkaException failed) {
      throw new StackException("Kafka at " + brokers + ": " + rootOf(failed), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while offsets were read", stop);
    }
  }

  /** Answers only when the leader of each partition does. */
  private static long sumOfEnds(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Map<String, TopicDescription> described =
        admin.describeTopics(topics).allTopicNames().get(30, TimeUnit.SECONDS);
    for (TopicDescription description : described.values()) {
      for (TopicPartitionInfo partition : description.partitions()) {
        ends.put(
            new TopicPartition(description.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    return admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static NewTopic topic(String prefix, String topic, int partitions) {
    Map<String, String> config = new HashMap<>();
    config.put("max.message.bytes", LocalKafka.MAX_MESSAGE_BYTES);
    if (Topics.COMPACTED.contains(topic)) {
      config.put("cleanup.policy", "compact");
    }
    return new NewTopic(prefix + topic, Optional.of(partitions), Optional.empty()).configs(config);
  }

  private static boolean led(TopicDescription topic) {
    return topic.partitions().stream().noneMatch(partition -> partition.leader() == null);
  }

  private Admin admin() {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("bootstrap.servers", brokers);
    return Admin.create(config);
  }

  private static String rootOf(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
