package io.penstock.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about an order.
 *
 * @param commandId the sender's id; a repetition changes nothing
 * @param actor who decided; it is recorded with the outcome
 * @param note why, in the person's words
 * @param consignee where the order goes; only of {@link Type#EDIT_ADDRESS}
 */
public record Command(
    String commandId,
    Type type,
    String marketplace,
    String shop,
    String orderId,
    String actor,
    Instant at,
    @Nullable String note,
    @Nullable Consignee consignee) {

  /** What is asked. */
  public enum Type {
    /** Let a held order pass, whatever its reasons: they hold no later version of it either. */
    RELEASE,
    /**
     * Answer for an order whatever rules say of it now and later: it is neither held nor rejected
     * nor delayed. What is unpaid still waits.
     */
    FORCE,
    /**
     * Send the order to the consignee, for as long as its marketplace gives the address that it has
     * now; it is judged again.
     */
    EDIT_ADDRESS,
    /** End the order and free its stock. */
    CANCEL
  }

  public Command {
    Objects.requireNonNull(commandId, "commandId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(marketplace, "marketplace");
    Objects.requireNonNull(shop, "shop");
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
  }

  /** The key of the order that it concerns. */
  public String key() {
    return Order.key(marketplace, shop, orderId);
  }
}
