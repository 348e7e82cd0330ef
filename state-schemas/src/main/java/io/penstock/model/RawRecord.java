package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of an input topic as it lies there, with what its headers say.
 *
 * <p>Turning bytes into meaning is an operator's work, not the deserializer's: a deserializer can
 * only throw, and the job would loop for ever, or return nothing, and the record would be lost.
 *
 * @param timestamp the record's own time: event time throughout
 * @param value empty for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record RawRecord(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    @Nullable String key,
    @Nullable String marketplace,
    @Nullable String shop,
    @Nullable String event,
    byte[] value) {

  public Cause cause() {
    return new Cause(topic, partition, offset);
  }

  @Override
  public String toString() {
    return cause() + " (" + value.length + " bytes)";
  }
}
