package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.Bundle;
import io.penstock.model.Carrier;
import io.penstock.model.Gift;
import io.penstock.model.Inbound;
import io.penstock.model.Reference;
import io.penstock.model.Reference.ControlTotal;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Mapping;
import io.penstock.model.Reference.MappingFile;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.RingFence;
import io.penstock.model.WaybillRange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets reference records in that every stage can work with, and names what is wrong with others.
 */
final class Admission {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static final String POOL_REFUSED = "POOL_REFUSED";

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final int MOST_MERGED = 50;
  private static final int MOST_UPDATES = 1_000_000;

  /**
   * Refuses with {@code WRONG_SHAPE}, {@code WRONG_ID}, {@code SHOP_REFUSED}, {@code RULE_REFUSED},
   * {@code PLAYBOOK_REFUSED}, {@code POOL_REFUSED}, {@code WAREHOUSE_REFUSED}, {@code
   * MAPPING_REFUSED}, {@code SKU_REFUSED}, {@code BUNDLE_REFUSED}, {@code GIFT_REFUSED}, {@code
   * CARRIER_REFUSED}, {@code WAYBILLS_REFUSED}, {@code RING_FENCE_REFUSED} or {@code
   * INBOUND_REFUSED}.
   */
  static void check(Reference reference) throws UnreadableException {
    if (isOfCatalogue(reference.type()) && reference.id().indexOf('/') < 1) {
      String name =
          switch (reference.type()) {
            case GIFT -> "gift";
            case WAYBILL_RANGE -> "range";
            default -> "sku";
          };
      throw new UnreadableException("WRONG_ID", "the id is not the record's pool/" + name);
    }
    if (reference.type() == Reference.Type.RING_FENCE) {
      divided(reference.id(), RingFence.AT, "pool/sku@channel");
    } else if (reference.type() == Reference.Type.INBOUND) {
      divided(reference.id(), Inbound.OF, "pool/sku#purchaseOrder");
    }
    time("effectiveFrom", reference.effectiveFrom());
    if (reference.gift() != null && reference.gift().until() != null) {
      time("gift.until", reference.gift().until());
    }
    if (reference.deleted()) {
      return;
    }
    check(reference.id(), reference.shop());
    check(reference.pool());
    check(reference.warehouse());
    check(reference.id(), reference.sku());
    check(reference.denial());
    check(reference.id(), reference.rule());
    check(reference.id(), reference.mapping());
    check(reference.id(), reference.controlTotal());
    check(reference.id(), reference.playbook());
    check(reference.id(), reference.bundle());
    check(reference, reference.gift());
    check(reference.id(), reference.carrier());
    check(reference.id(), reference.waybillRange());
    check(reference.id(), reference.ringFence());
    check(reference.id(), reference.inbound());
  }

  private static void divided(String id, char by, String as) throws UnreadableException {
    if (id.lastIndexOf(by) < id.indexOf('/')) {
      throw new UnreadableException("WRONG_ID", "the id is not the record's " + as);
    }
  }

  /** Whether a record of this type belongs to one pool, which its id begins with. */
  static boolean isOfCatalogue(Reference.Type type) {
    return type == Reference.Type.SKU
        || type == Reference.Type.BUNDLE
        || type == Reference.Type.GIFT
        || type == Reference.Type.WAYBILL_RANGE
        || type == Reference.Type.RING_FENCE
        || type == Reference.Type.INBOUND;
  }

  private static void check(String id, @Nullable Shop shop) throws UnreadableException {
    if (shop != null) {
      present("shop.marketplace", shop.marketplace());
      present("shop.shop", shop.shop());
      present("shop.merchant", shop.merchant());
      present("shop.pool", shop.pool());
      sameId(id, shop.marketplace() + "/" + shop.shop(), "marketplace/shop");
      Integer perMinute = shop.stockUpdatesPerMinute();
      if (perMinute != null) {
        CatalogueTerms.within(
            "SHOP_REFUSED", "shop.stockUpdatesPerMinute", perMinute, 1, MOST_UPDATES);
      }
    }
  }

  private static void check(@Nullable Pool pool) throws UnreadableException {
    if (pool != null) {
      present("pool.pool", pool.pool());
      present("pool.split", pool.split());
      check(pool.merge());
      NetworkTerms.check(pool);
    }
  }

  private static void check(@Nullable Merge merge) throws UnreadableException {
    if (merge != null) {
      present("pool.merge.window", merge.window());
      present("pool.merge.handling", merge.handling());
      Spans.of(merge.window(), "pool.merge.window", SHORTEST_WINDOW, POOL_REFUSED);
      Spans.of(merge.handling(), "pool.merge.handling", Duration.ZERO, POOL_REFUSED);
      // Each parcel of a delivery remembers all the others.
      within("pool.merge.maxOrders", merge.maxOrders(), MOST_MERGED);
      if (merge.maxUnits() != null) {
        within("pool.merge.maxUnits", merge.maxUnits(), Integer.MAX_VALUE);
      }
    }
  }

  private static void within(String field, int number, int most) throws UnreadableException {
    if (number < 2 || number > most) {
      throw new UnreadableException(
          POOL_REFUSED, "'" + field + "' must be a number from 2 to " + most);
    }
  }

  private static void check(@Nullable Warehouse warehouse) throws UnreadableException {
    if (warehouse != null) {
      present("warehouse.warehouse", warehouse.warehouse());
      present("warehouse.country", warehouse.country());
      present("warehouse.region", warehouse.region());
      present("warehouse.serves", warehouse.serves());
      NetworkTerms.check(warehouse);
    }
  }

  private static void check(String id, @Nullable Sku sku) throws UnreadableException {
    if (sku != null) {
      present("sku.pool", sku.pool());
      present("sku.sku", sku.sku());
      sameId(id, sku.pool() + "/" + sku.sku(), "pool/sku");
      CatalogueTerms.check(sku);
    }
  }

  private static void check(@Nullable Denial denial) throws UnreadableException {
    if (denial != null) {
      present("denial.kind", denial.kind());
      present("denial.value", denial.value());
    }
  }

  private static void check(String id, @Nullable Rule rule) throws UnreadableException {
    if (rule != null) {
      present("rule.rule", rule.rule());
      present("rule.expression", rule.expression());
      present("rule.action", rule.action());
      present("rule.reason", rule.reason());
      sameId(id, rule.rule(), "rule.rule");
      Rules.compile(rule);
    }
  }

  private static void check(String id, @Nullable Mapping mapping) throws UnreadableException {
    if (mapping != null) {
      present("mapping.marketplace", mapping.marketplace());
      present("mapping.files", mapping.files());
      for (MappingFile file : mapping.files()) {
        present("mapping.files", file);
        present("mapping.files.name", file.name());
        present("mapping.files.text", file.text());
      }
      sameId(id, mapping.marketplace(), "mapping.marketplace");
      try {
        Marketplaces.check(mapping);
      } catch (IllegalArgumentException wrong) {
        throw new UnreadableException("MAPPING_REFUSED", String.valueOf(wrong.getMessage()));
      }
    }
  }

  private static void check(String id, @Nullable ControlTotal total) throws UnreadableException {
    if (total != null) {
      present("controlTotal.marketplace", total.marketplace());
      present("controlTotal.shop", total.shop());
      present("controlTotal.hour", total.hour());
      present("controlTotal.currency", total.currency());
      if (!total.isOf(id)) {
        throw new UnreadableException(
            "WRONG_ID", "the id is not the record's marketplace/shop/hour/currency");
      }
    }
  }

  private static void check(String id, @Nullable Playbook playbook) throws UnreadableException {
    if (playbook != null) {
      present("playbook.code", playbook.code());
      present("playbook.owner", playbook.owner());
      sameId(id, playbook.code(), "playbook.code");
      Playbooks.check(playbook);
    }
  }

  private static void check(String id, @Nullable Bundle bundle) throws UnreadableException {
    if (bundle != null) {
      present("bundle.pool", bundle.pool());
      present("bundle.sku", bundle.sku());
      sameId(id, bundle.pool() + "/" + bundle.sku(), "pool/sku");
      CatalogueTerms.check(bundle);
    }
  }

  private static void check(Reference reference, @Nullable Gift gift) throws UnreadableException {
    if (gift != null) {
      present("gift.pool", gift.pool());
      present("gift.gift", gift.gift());
      present("gift.sku", gift.sku());
      present("gift.until", gift.until());
      present("gift.ifShort", gift.ifShort());
      sameId(reference.id(), gift.pool() + "/" + gift.gift(), "pool/gift");
      CatalogueTerms.check(gift, reference.effectiveFrom());
    }
  }

  private static void check(String id, @Nullable WaybillRange range) throws UnreadableException {
    if (range != null) {
      present("waybillRange.pool", range.pool());
      present("waybillRange.carrier", range.carrier());
      present("waybillRange.first", range.first());
      present("waybillRange.last", range.last());
      sameId(id.substring(0, id.indexOf('/')), range.pool(), "pool/range");
      NetworkTerms.check(range);
    }
  }

  private static void check(String id, @Nullable Carrier carrier) throws UnreadableException {
    if (carrier != null) {
      present("carrier.carrier", carrier.carrier());
      present("carrier.service", carrier.service());
      present("carrier.lanes", carrier.lanes());
      sameId(id, carrier.carrier() + "/" + carrier.service(), "carrier/service");
      NetworkTerms.check(carrier);
    }
  }

  private static void check(String id, @Nullable RingFence fence) throws UnreadableException {
    if (fence != null) {
      present("ringFence.pool", fence.pool());
      present("ringFence.sku", fence.sku());
      present("ringFence.channel", fence.channel());
      sameId(id, fence.id(), "pool/sku@channel");
      CatalogueTerms.check(fence);
    }
  }

  private static void check(String id, @Nullable Inbound inbound) throws UnreadableException {
    if (inbound != null) {
      present("inbound.pool", inbound.pool());
      present("inbound.sku", inbound.sku());
      present("inbound.purchaseOrder", inbound.purchaseOrder());
      present("inbound.expectedAt", inbound.expectedAt());
      time("inbound.expectedAt", inbound.expectedAt());
      sameId(id, inbound.id(), "pool/sku#purchaseOrder");
      CatalogueTerms.check(inbound);
    }
  }

  /** Others cannot be counted in milliseconds. */
  private static void time(String field, Instant time) throws UnreadableException {
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new UnreadableException("WRONG_SHAPE", "the field '" + field + "' is no time of ours");
    }
  }

  static void present(String field, @Nullable Object value) throws UnreadableException {
    if (value == null || value.equals("")) {
      throw new UnreadableException("WRONG_SHAPE", "the field '" + field + "' is missing");
    }
  }

  /** Another id would be admitted and never be found. */
  private static void sameId(String id, String expected, String what) throws UnreadableException {
    if (!id.equals(expected)) {
      throw new UnreadableException("WRONG_ID", "the id is not the record's " + what);
    }
  }

  private Admission() {}
}
