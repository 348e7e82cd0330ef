package io.penstock.day;

import io.penstock.model.Command;
import io.penstock.model.Consignee;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: what comes, and what must become of it.
 *
 * <p>Of what comes exactly one is present; nothing of {@link Kind#THEN}.
 *
 * @param line in the file, counted from 1
 * @param at when the record comes, or by when it must have come to that
 * @param orderKey of the order that it is about; empty of a publication and a receipt
 * @param order a version of an order, or one that comes again
 * @param words what the case is about
 */
public record Row(
    String file,
    int line,
    Instant at,
    Kind kind,
    String orderKey,
    @Nullable ReceivedOrder order,
    @Nullable Act act,
    @Nullable Reference publication,
    @Nullable WmsEvent receipt,
    Expected expected,
    String words) {

  /** What a row is. */
  public enum Kind {
    ORDER,
    AGAIN,
    COMMAND,
    PUBLISH,
    RECEIPT,
    /** Nothing comes; time or something else did it. */
    THEN
  }

  /**
   * What a person decides about an order.
   *
   * @param type as {@link Command.Type} spells it
   * @param consignee the new one; only of {@code EDIT_ADDRESS}
   */
  public record Act(
      String commandId,
      String type,
      String marketplace,
      String shop,
      String orderId,
      String actor,
      @Nullable Consignee consignee) {

    /**
     * The command that asks for it.
     *
     * @throws IllegalArgumentException where there is no such type of command
     */
    public Command command(Instant at) {
      return new Command(
          commandId,
          Command.Type.valueOf(type),
          marketplace,
          shop,
          orderId,
          actor,
          at,
          null,
          consignee);
    }
  }

  /** As messages of tests name it: {@code normal.csv:12 taobao/acme-home/1 (near miss: ...)}. */
  @Override
  public String toString() {
    return file + ":" + line + " " + kind + " " + orderKey + " (" + words + ")";
  }
}
