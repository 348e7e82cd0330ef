package io.penstock.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawRecordsTest {

  @Test
  void whatAHeaderSaysLastCounts() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("marketplace", bytes("taobao"));
    headers.add("shop", bytes("shop-1"));
    headers.add("event", bytes("1"));
    headers.add("event", bytes("256"));

    RawRecord raw = RawRecords.read(record(bytes("key"), bytes("{}"), headers));

    assertThat(raw.key()).isEqualTo("key");
    assertThat(raw.marketplace()).isEqualTo("taobao");
    assertThat(raw.shop()).isEqualTo("shop-1");
    assertThat(raw.event()).isEqualTo("256");
    assertThat(raw.cause().offset()).isEqualTo(7);
    assertThat(raw.timestamp().toEpochMilli()).isEqualTo(1_000);
  }

  @Test
  void charactersThatNoStoreKeepsAreReplacedInKeysAndHeadersToo() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("shop", bytes("sh\u0000op"));
    headers.add("marketplace", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});

    RawRecord raw = RawRecords.read(record(bytes("k\u0000"), bytes("{}"), headers));

    assertThat(raw.key()).isEqualTo("k\ufffd");
    assertThat(raw.shop()).isEqualTo("sh\ufffdop");
    assertThat(raw.marketplace()).doesNotContain("\ud800").contains("\ufffd");
  }

  @Test
  void whatIsAbsentIsAbsentAndATombstoneIsEmpty() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("shop", null);

    RawRecord raw = RawRecords.read(record(null, null, headers));

    assertThat(raw.key()).isNull();
    assertThat(raw.shop()).isNull();
    assertThat(raw.event()).isNull();
    assertThat(raw.value()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        "orders.raw",
        3,
        7,
        1_000,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
