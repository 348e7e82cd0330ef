package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.BillLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds lines of bills from what mappings give. */
final class CanonicalBills {

  /** The lines of a record, in its order. */
  static List<BillLine> lines(List<JsonNode> mapped, String marketplace, String shop) {
    Map<String, Integer> times = new HashMap<>();
    List<BillLine> lines = new ArrayList<>(mapped.size());
    for (JsonNode each : mapped) {
      lines.add(line(each, times, marketplace, shop));
    }
    return lines;
  }

  private static BillLine line(
      JsonNode mapped, Map<String, Integer> times, String marketplace, String shop) {
    String statementId = Mapped.text(mapped, "statementId");
    Long amount = Mapped.signedAmount(mapped, "amountMinor");
    if (amount == null) {
      throw new Refusal("BAD_AMOUNT", "a line of the bill has no amount");
    }
    String entryId = entryId(mapped, statementId);
    int time = times.merge(statementId + "/" + entryId, 1, Integer::sum);
    return new BillLine(
        marketplace,
        shop,
        statementId == null ? "" : statementId,
        time == 1 ? entryId : entryId + "-" + time,
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

  /**
   * Of a line that has no id of its own, what it says: the same however the bill is cut into
   * records and however often it comes. Equal lines of a record are told apart by their number.
   */
  private static String entryId(JsonNode mapped, @Nullable String statementId) {
    String own = Mapped.text(mapped, "entryId");
    if (own != null) {
      return own;
    }
    if (statementId == null) {
      throw new Refusal("BAD_ID", "a line names neither its bill nor itself: it would count twice");
    }
    return "#" + ContentHash.of(mapped.toString());
  }

  private CanonicalBills() {}
}
