package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What reaches the audit of one order: a version of it, news of it, a person's command about it, or
 * what is known of somebody whom it names. Exactly one of the four is present.
 *
 * @param at the record's time, by which rules are chosen
 */
public record AuditRequest(
    String orderKey,
    @Nullable OrderVersion version,
    @Nullable NewsVersion news,
    @Nullable Command command,
    @Nullable Repute repute,
    Cause cause,
    Instant at) {

  public static AuditRequest of(OrderVersion version) {
    ReceivedOrder received = version.received();
    return new AuditRequest(
        received.key(), version, null, null, null, received.cause(), received.receivedAt());
  }

  public static AuditRequest of(NewsVersion news) {
    ReceivedNews received = news.received();
    return new AuditRequest(received.key(), null, news, null, null, received.cause(), news.at());
  }

  public static AuditRequest of(Command command, Cause cause, Instant at) {
    return new AuditRequest(command.key(), null, null, command, null, cause, at);
  }

  public static AuditRequest of(Repute repute) {
    return new AuditRequest(
        repute.orderKey(), null, null, null, repute, repute.cause(), repute.at());
  }
}
