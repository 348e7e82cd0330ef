package io.penstock.listing;

import io.penstock.model.Reference.Shop;
import io.penstock.model.StockLevel;
import io.penstock.model.StockLevel.ChannelLevel;
import io.penstock.model.StockUpdate;

/** What a level says to one shop. */
final class Listing {

  /** What the shop may sell: by the narrowest channel that it belongs to. */
  static long quantity(StockLevel level, Shop shop) {
    long quantity = level.offered() == null ? level.availableToPromise() : level.offered();
    if (level.channels() == null) {
      return quantity;
    }
    String narrow = shop.marketplace() + "/" + shop.shop();
    for (ChannelLevel channel : level.channels()) {
      if (channel.channel().equals(narrow)) {
        return channel.offered();
      }
      quantity = channel.channel().equals(shop.marketplace()) ? channel.offered() : quantity;
    }
    return quantity;
  }

  static StockUpdate update(StockLevel level, Shop shop) {
    return new StockUpdate(
        shop.marketplace(), shop.shop(), level.sku(), quantity(level, shop), level.at());
  }

  private Listing() {}
}
