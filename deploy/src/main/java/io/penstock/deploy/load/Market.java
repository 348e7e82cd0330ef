package io.penstock.deploy.load;

import io.penstock.model.Reference.Shop;
import java.util.Locale;

/** A marketplace that the sample merchants sell on. */
enum Market {
  TAOBAO(45, "CN", "CNY"),
  DOUYIN(30, "CN", "CNY"),
  SHOPIFY(13, "US", "USD"),
  AMAZON(12, "US", "USD");

  /** Of a hundred orders of the day. */
  final int share;

  final String country;
  final String currency;

  Market(int share, String country, String currency) {
    this.share = share;
    this.country = country;
    this.currency = currency;
  }

  /** As reference data and record headers spell it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Dialect dialect() {
    return switch (this) {
      case TAOBAO -> new TaobaoDialect();
      case DOUYIN -> new DouyinDialect();
      case SHOPIFY -> new ShopifyDialect();
      case AMAZON -> new AmazonDialect();
    };
  }

  static Market of(Shop shop) {
    return valueOf(shop.marketplace().toUpperCase(Locale.ROOT));
  }
}
