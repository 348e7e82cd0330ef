package io.penstock;

import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ledger of orders, as the jobs behind it read it. */
public final class OrderEventSource {

  /**
   * The topic {@code order-events} as a stream with event time.
   *
   * @param group names the reader where operators look at its lag
   */
  public static DataStream<RawRecord> in(
      StreamExecutionEnvironment env, JobConfig config, String group) {
    return env.fromSource(
            new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix())
                .source(group, Topics.ORDER_EVENTS),
            KafkaEdge.eventTime(config.outOfOrderness(), config.quietAfter()),
            Topics.ORDER_EVENTS)
        .uid("order-events");
  }

  private OrderEventSource() {}
}
