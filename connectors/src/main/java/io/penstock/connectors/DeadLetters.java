package io.penstock.connectors;

import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes the dead letter of a record that could not be used. */
public final class DeadLetters {

  /** A value above this size is not copied: base64 adds a third, and a record must fit a topic. */
  static final int COPIED_BYTES = 512 << 10;

  /** The dead letter of a record, for the reason that reading it gave. */
  public static DeadLetter of(RawRecord raw, UnreadableException why) {
    return of(raw, why.code(), why.reason());
  }

  /**
   * The dead letter of a record, for a reason of the caller's own.
   *
   * @param code a stable word for machines
   * @param reason one sentence for people, which does not quote the record
   */
  public static DeadLetter of(RawRecord raw, String code, String reason) {
    return new DeadLetter(
        raw.cause(),
        raw.timestamp(),
        raw.key(),
        raw.marketplace(),
        raw.shop(),
        raw.event(),
        code,
        reason,
        raw.value().length,
        sha256(raw.value()),
        base64(raw.value()));
  }

  /**
   * Of a record that was read but contradicts what we know. The record itself is no longer at hand,
   * so the value is its content in our spelling; {@code cause} says where the original lies.
   */
  public static DeadLetter ofContent(
      Cause cause, Instant timestamp, String key, Object content, String code, String reason) {
    byte[] value = Json.write(content);
    return of(
        new RawRecord(
            cause.topic(),
            cause.partition(),
            cause.offset(),
            timestamp,
            key,
            null,
            null,
            null,
            value),
        code,
        reason);
  }

  private static @Nullable String base64(byte[] value) {
    return value.length > COPIED_BYTES ? null : Base64.getEncoder().encodeToString(value);
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }

  private DeadLetters() {}
}
