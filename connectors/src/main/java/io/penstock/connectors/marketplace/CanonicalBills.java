package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.BillLine;
import org.jspecify.annotations.Nullable;

/** Builds lines of bills from what mappings give. */
final class CanonicalBills {

  /**
   * @param place of the line in its record, from 1
   */
  static BillLine line(JsonNode mapped, int place, String marketplace, String shop) {
    String statementId = Mapped.text(mapped, "statementId");
    Long amount = Mapped.signedAmount(mapped, "amountMinor");
    if (amount == null) {
      throw new Refusal("BAD_AMOUNT", "a line of the bill has no amount");
    }
    return new BillLine(
        marketplace,
        shop,
        statementId == null ? "" : statementId,
        entryId(Mapped.text(mapped, "entryId"), statementId, place),
        Mapped.text(mapped, "orderId"),
        Mapped.text(mapped, "lineId"),
        Mapped.text(mapped, "sku"),
        Mapped.word(mapped, "type", BillLine.Type.class, null),
        Mapped.text(mapped, "feeType", "BAD_LINES"),
        Mapped.text(mapped, "currency", "BAD_CURRENCY"),
        amount,
        Mapped.time(mapped, "postedAt"),
        Mapped.text(mapped, "payoutId"));
  }

  private static String entryId(@Nullable String own, @Nullable String statementId, int place) {
    if (own != null) {
      return own;
    }
    if (statementId == null) {
      throw new Refusal("BAD_ID", "a line names neither its bill nor itself: it would count twice");
    }
    return "#" + place;
  }

  private CanonicalBills() {}
}
