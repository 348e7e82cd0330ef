package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** Builds news of orders from what mappings give. */
final class CanonicalNews {

  static OrderNews news(JsonNode mapped, String marketplace, String shop) {
    List<String> lineIds = new ArrayList<>();
    for (JsonNode lineId : mapped.path("lineIds")) {
      if (lineId.isTextual()) {
        lineIds.add(lineId.textValue());
      }
    }
    return new OrderNews(
        marketplace,
        shop,
        Mapped.text(mapped, "orderId", "MISSING_ORDER_ID"),
        Mapped.text(mapped, "event"),
        Mapped.word(mapped, "change", OrderNews.Change.class, OrderNews.Change.OTHER),
        Mapped.wordOrNull(mapped, "status", OrderStatus.class),
        Mapped.time(mapped, "at"),
        List.copyOf(lineIds));
  }

  private CanonicalNews() {}
}
