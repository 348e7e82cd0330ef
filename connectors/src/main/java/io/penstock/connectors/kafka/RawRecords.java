package io.penstock.connectors.kafka;

import io.penstock.connectors.Texts;
import io.penstock.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Carries a Kafka record over as it is; it has no way to fail. */
final class RawRecords implements KafkaRecordDeserializationSchema<RawRecord> {

  /** The header that names the kind of a record. */
  static final String EVENT = "event";

  private static final byte[] TOMBSTONE = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<RawRecord> out) {
    out.collect(read(kafka));
  }

  static RawRecord read(ConsumerRecord<byte[], byte[]> kafka) {
    return new RawRecord(
        kafka.topic(),
        kafka.partition(),
        kafka.offset(),
        Instant.ofEpochMilli(kafka.timestamp()),
        kafka.key() == null ? null : text(kafka.key()),
        header(kafka, "marketplace"),
        header(kafka, "shop"),
        header(kafka, EVENT),
        kafka.value() == null ? TOMBSTONE : kafka.value());
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> kafka, String name) {
    Header header = kafka.headers().lastHeader(name);
    return header == null || header.value() == null ? null : text(header.value());
  }

  private static String text(byte[] utf8) {
    return Texts.storable(new String(utf8, StandardCharsets.UTF_8));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
