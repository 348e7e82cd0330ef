package io.penstock.deploy.bench.plain;

import com.fasterxml.jackson.databind.ObjectReader;
import io.penstock.connectors.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a marketplace of the demo sends, bound by Jackson's databind: only what is needed. */
sealed interface NativeOrder permits TaobaoOrder, DouyinOrder, ShopifyOrder, AmazonOrder {

  Map<String, ObjectReader> READERS =
      Map.of(
          "taobao", Json.mapper().readerFor(TaobaoOrder.class),
          "douyin", Json.mapper().readerFor(DouyinOrder.class),
          "shopify", Json.mapper().readerFor(ShopifyOrder.class),
          "amazon", Json.mapper().readerFor(AmazonOrder.class));

  PlainOrder plain();

  /** The order of a payload; null for a marketplace that is not known. */
  static @Nullable PlainOrder read(String marketplace, byte[] payload) throws IOException {
    ObjectReader reader = READERS.get(marketplace);
    return reader == null ? null : reader.<NativeOrder>readValue(payload).plain();
  }

  /** 12.50 as 1250. */
  static long minor(String decimal) {
    return new BigDecimal(decimal).movePointRight(2).longValueExact();
  }
}
