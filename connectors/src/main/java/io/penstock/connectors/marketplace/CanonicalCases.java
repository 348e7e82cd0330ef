package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.AfterSalesCase;
import io.penstock.model.AfterSalesCase.CaseLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds after-sales cases from what mappings give. */
final class CanonicalCases {

  static AfterSalesCase afterSalesCase(JsonNode mapped, String marketplace, String shop) {
    List<CaseLine> lines = new ArrayList<>();
    boolean amounts = hasAmount(mapped);
    for (JsonNode line : mapped.path("lines")) {
      amounts |= line.hasNonNull("amountMinor");
      lines.add(
          new CaseLine(
              Mapped.text(line, "lineId"),
              Mapped.text(line, "sku"),
              Mapped.units(line, "quantity"),
              Mapped.amountOrNull(line, "amountMinor")));
    }
    return new AfterSalesCase(
        marketplace,
        shop,
        Mapped.text(mapped, "caseId", "BAD_ID"),
        Mapped.text(mapped, "orderId"),
        Mapped.word(mapped, "kind", AfterSalesCase.Kind.class, null),
        Mapped.word(mapped, "status", AfterSalesCase.Status.class, null),
        Mapped.wordOrNull(mapped, "phase", AfterSalesCase.Phase.class),
        currency(mapped, amounts),
        Mapped.amountOrNull(mapped, "requestedMinor"),
        Mapped.amountOrNull(mapped, "refundedMinor"),
        Mapped.amountOrNull(mapped, "freightMinor"),
        Mapped.text(mapped, "reason"),
        Mapped.text(mapped, "carrier"),
        Mapped.text(mapped, "trackingNumber"),
        Mapped.time(mapped, "openedAt"),
        Mapped.time(mapped, "modifiedAt"),
        Mapped.time(mapped, "answerBy"),
        List.copyOf(lines));
  }

  private static boolean hasAmount(JsonNode mapped) {
    return mapped.hasNonNull("requestedMinor")
        || mapped.hasNonNull("refundedMinor")
        || mapped.hasNonNull("freightMinor");
  }

  /** An amount without a currency is no amount; a currency without an amount says nothing. */
  private static @Nullable String currency(JsonNode mapped, boolean amounts) {
    return amounts ? Mapped.text(mapped, "currency", "BAD_CURRENCY") : null;
  }

  private CanonicalCases() {}
}
