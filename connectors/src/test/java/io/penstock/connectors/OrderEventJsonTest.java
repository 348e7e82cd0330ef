package io.penstock.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.model.OrderEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OrderEventJsonTest {

  private static final String EVENT =
      """
      {"marketplace":"taobao","shop":"shop-1","orderId":"4711","sequence":2,"type":"PASSED",
       "status":"PASSED","version":1,"at":"2026-03-14T12:00:00Z",
       "receivedAt":"2026-03-14T12:00:00Z",
       "cause":{"topic":"penstock.orders.raw","partition":0,"offset":9},"reasons":[],
       "currency":"CNY","totalMinor":9900,"placedAt":"2026-03-14T11:59:00Z",
       "zone":"Asia/Shanghai","lines":[],"addedLater":true}
      """;

  @Test
  void anEventIsReadAndFieldsAddedLaterArePassedOver() throws Exception {
    assertThat(read(EVENT)).extracting(OrderEvent::type).isEqualTo(OrderEvent.Type.PASSED);
  }

  @Test
  void aKindAddedLaterIsPassedOver() throws Exception {
    String newer = EVENT.replace("\"type\":\"PASSED\"", "\"type\":\"GIFT_WRAPPED\"");

    assertThat(OrderEventJson.read(newer.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void aKnownKindWithAStatusAddedLaterIsAnErrorNotALoss() {
    assertRefused(EVENT.replace("\"status\":\"PASSED\"", "\"status\":\"WRAPPED\""), "WRONG_SHAPE");
  }

  @Test
  void anEntryWithoutWhatReadersNeedIsRefused() {
    assertRefused(EVENT.replace("\"type\":\"PASSED\",", ""), "INCOMPLETE");
    assertRefused(EVENT.replace("\"currency\":\"CNY\",", ""), "INCOMPLETE");
    assertRefused(EVENT.replace("\"sequence\":2", "\"sequence\":0"), "NOT_NUMBERED");
    assertRefused(EVENT.replace("Asia/Shanghai", "Asia/Atlantis"), "UNKNOWN_ZONE");
    assertRefused("", "WRONG_SHAPE");
    assertRefused("{", "BROKEN_JSON");
  }

  private static void assertRefused(String json, String code) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            UnreadableException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static OrderEvent read(String json) throws UnreadableException {
    return OrderEventJson.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
