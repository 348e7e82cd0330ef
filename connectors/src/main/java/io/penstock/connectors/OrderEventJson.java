package io.penstock.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.OrderEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads entries of the topic {@code order-events}. */
public final class OrderEventJson {

  private static final Set<String> KNOWN =
      Arrays.stream(OrderEvent.Type.values()).map(Enum::name).collect(Collectors.toSet());

  /**
   * Empty for a kind of event that this release does not know: a newer writer may add kinds, and
   * readers pass over them. Anything else that does not fit the contract is an error.
   */
  public static Optional<OrderEvent> read(byte[] json) throws UnreadableException {
    OrderEvent event;
    try {
      event = Json.read(json, OrderEvent.class);
    } catch (UnreadableException unreadable) {
      if (isOfUnknownType(json)) {
        return Optional.empty();
      }
      throw unreadable;
    }
    return Optional.of(complete(event));
  }

  private static boolean isOfUnknownType(byte[] json) {
    try {
      JsonNode type = Json.mapper().readTree(json).path("type");
      return type.isTextual() && !KNOWN.contains(type.textValue());
    } catch (IOException broken) {
      return false;
    }
  }

  private static OrderEvent complete(OrderEvent event) throws UnreadableException {
    boolean lacks =
        Stream.of(
                event.marketplace(),
                event.shop(),
                event.orderId(),
                event.type(),
                event.status(),
                event.at(),
                event.receivedAt(),
                event.cause(),
                event.reasons(),
                event.currency(),
                event.placedAt(),
                event.zone(),
                event.lines())
            .anyMatch(part -> part == null);
    if (lacks) {
      throw new UnreadableException("INCOMPLETE", "a required field is absent");
    }
    if (event.sequence() < 1) {
      throw new UnreadableException("NOT_NUMBERED", "the sequence must be positive");
    }
    try {
      ZoneId.of(event.zone());
    } catch (DateTimeException unknown) {
      throw new UnreadableException("UNKNOWN_ZONE", "the zone is not a known one");
    }
    return event;
  }

  private OrderEventJson() {}
}
