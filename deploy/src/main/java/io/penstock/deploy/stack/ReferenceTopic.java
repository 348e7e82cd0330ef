package io.penstock.deploy.stack;

import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of the reference data, as its writer sees it.
 *
 * @param brokers the bootstrap servers
 * @param prefix of all topics
 * @param properties of the client: security, for instance
 */
public record ReferenceTopic(String brokers, String prefix, Map<String, String> properties) {

  /**
   * Publishes records under {@code TYPE/id} and waits until the broker has them: each takes the
   * place of all that was published of the same before.
   */
  public void publish(List<Reference> records) throws StackException {
    publish(records, record -> record.type() + "/" + record.id());
  }

  /**
   * Publishes records under keys of their own and waits until the broker has them: what holds until
   * they become effective, and what a replay needs, outlasts the compaction of the topic.
   */
  public void publishVersions(List<Reference> records) throws StackException {
    publish(records, record -> record.type() + "/" + record.id() + "/" + record.effectiveFrom());
  }

  private void publish(List<Reference> records, Function<Reference, String> keyOf)
      throws StackException {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", brokers);
    all.put("acks", "all");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(all, bytes, bytes)) {
      Deque<Future<RecordMetadata>> sent = new ArrayDeque<>();
      for (Reference record : records) {
        String key = keyOf.apply(record);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    prefix + Topics.REFERENCE,
                    key.getBytes(StandardCharsets.UTF_8),
                    Json.write(record))));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException | KafkaException failed) {
      throw new StackException(
          "the reference data could not be published: " + failed.getMessage(), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while reference data was published", stop);
    }
  }
}
