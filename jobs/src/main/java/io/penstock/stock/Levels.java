package io.penstock.stock;

import io.penstock.model.Bundle;
import io.penstock.model.StockLevel;
import io.penstock.model.StockLevel.ChannelLevel;
import io.penstock.state.Offering.Published;
import io.penstock.state.SkuStock;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Offers;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Bundles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells at the end of a wave what is different from what was told of an article before, and then
 * the same of the bundles that it is a part of.
 */
final class Levels {

  private final String pool;
  private final StockRows rows;
  private final Availability availability;
  private final Bundles bundles;
  private final Outbox out;
  private final Instant wave;
  private final Instant now;
  private final Set<String> begun = new LinkedHashSet<>();

  /**
   * @param wave its end
   * @param now the end of the latest wave
   */
  Levels(
      String pool,
      StockRows rows,
      Availability availability,
      Bundles bundles,
      Outbox out,
      Instant wave,
      Instant now) {
    this.pool = pool;
    this.rows = rows;
    this.availability = availability;
    this.bundles = bundles;
    this.out = out;
    this.wave = wave;
    this.now = now;
  }

  /** Something else holds of it than before, although its row is as it was. */
  void look(String sku) {
    begun.add(sku);
  }

  /**
   * A bundle was published: its articles know of it from now on, and so does the SKU itself.
   *
   * @param before the articles of all its versions until now
   * @param after the same from now on; empty where nothing is published of it any more
   */
  void compose(String bundle, Set<String> before, Set<String> after) throws Exception {
    Set<String> skus = new TreeSet<>(before);
    skus.addAll(after);
    for (String sku : skus) {
      link(sku, bundle, after.contains(sku));
    }
    link(bundle, bundle, !after.isEmpty());
    look(bundle);
  }

  private void link(String sku, String bundle, boolean part) throws Exception {
    SkuStock row = rows.stock(sku);
    if (row.offering().bundles().contains(bundle) != part) {
      rows.keep(sku, row.with(row.offering().in(bundle, part)));
    }
  }

  void publish() throws Exception {
    Set<String> skus = new LinkedHashSet<>(rows.changedSkus());
    skus.addAll(begun);
    Set<String> affected = new TreeSet<>();
    for (String sku : skus) {
      List<String> in = rows.stock(sku).offering().bundles();
      affected.addAll(in);
      if (!in.contains(sku)) {
        publish(sku, ofArticle(sku));
      }
    }
    for (String sku : affected) {
      Bundle bundle = bundles.at(sku, now);
      publish(sku, bundle == null ? ofArticle(sku) : ofBundle(bundle));
    }
  }

  private void publish(String sku, @Nullable Published level) throws Exception {
    SkuStock row = rows.stock(sku);
    if (level == null || level.equals(row.offering().published())) {
      return;
    }
    rows.keep(sku, row.with(row.offering().published(level)));
    out.level(
        new StockLevel(
            pool,
            sku,
            level.onHand(),
            level.locked(),
            level.availableToPromise(),
            wave,
            level.bundle(),
            level.offered(),
            level.channels(),
            level.expected()));
  }

  /** Absent where nothing is known of it, and nothing was told. */
  private @Nullable Published ofArticle(String sku) throws Exception {
    SkuStock row = rows.stock(sku);
    boolean known = row.announced() || !row.cells().isEmpty();
    if (!known && row.offering().published() == null) {
      return null;
    }
    Offers offers = availability.offers(sku);
    List<ChannelLevel> channels = new ArrayList<>(0);
    for (String channel : offers.channels()) {
      channels.add(new ChannelLevel(channel, offers.offered(channel)));
    }
    return new Published(
        row.onHand(),
        row.locked(),
        offers.availableToPromise(),
        false,
        offers.shared(),
        channels.isEmpty() ? null : channels,
        offers.expected());
  }

  /** As often as the scarcest of its articles allows, for each channel that one of them has. */
  private Published ofBundle(Bundle bundle) throws Exception {
    List<Offers> parts = new ArrayList<>(bundle.components().size());
    Set<String> named = new TreeSet<>();
    for (Bundle.Component part : bundle.components()) {
      Offers offers = availability.offers(part.sku());
      parts.add(offers);
      named.addAll(offers.channels());
    }
    long promised = Long.MAX_VALUE;
    long shared = Long.MAX_VALUE;
    for (int i = 0; i < parts.size(); i++) {
      int quantity = bundle.components().get(i).quantity();
      promised = Math.min(promised, parts.get(i).availableToPromise() / quantity);
      shared = Math.min(shared, parts.get(i).shared() / quantity);
    }
    List<ChannelLevel> channels = new ArrayList<>(named.size());
    for (String channel : named) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < parts.size(); i++) {
        int quantity = bundle.components().get(i).quantity();
        least = Math.min(least, parts.get(i).offered(channel) / quantity);
      }
      channels.add(new ChannelLevel(channel, least));
    }
    SkuStock row = rows.stock(bundle.sku());
    return new Published(
        row.onHand(),
        row.locked(),
        promised,
        true,
        shared,
        channels.isEmpty() ? null : channels,
        0);
  }
}
