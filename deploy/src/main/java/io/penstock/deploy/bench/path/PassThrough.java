package io.penstock.deploy.bench.path;

import io.penstock.JobConfig;
import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Outgoing;
import io.penstock.model.RawRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that only copies raw orders to a topic, exactly once: what Flink and Kafka cost anyway. */
final class PassThrough {

  static final String NAME = "pass-through";

  /** Stands before the topics that it writes. */
  static final String PREFIX = "passed.";

  static void assemble(StreamExecutionEnvironment env, JobConfig config) {
    KafkaEdge from =
        new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix());
    KafkaEdge to = new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), PREFIX);
    env.fromSource(
            from.source(NAME, Topics.ORDERS_RAW),
            WatermarkStrategy.noWatermarks(),
            Topics.ORDERS_RAW)
        .uid("source")
        .map(PassThrough::copy, TypeInformation.of(Outgoing.class))
        .uid("copy")
        .sinkTo(to.sink(NAME))
        .uid("sink");
  }

  private static Outgoing copy(RawRecord raw) {
    return new Outgoing(
        Topics.ORDERS_RAW, raw.key() == null ? "" : raw.key(), raw.event(), raw.value());
  }

  private PassThrough() {}
}
