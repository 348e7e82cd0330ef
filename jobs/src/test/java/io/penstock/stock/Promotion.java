package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.Gift;
import io.penstock.model.Reference;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gift in the words of the tests: one unit for everybody for a week, unless it says otherwise.
 */
record Promotion(Gift gift, Instant from) {

  private static final Gift.Condition ANYTHING = new Gift.Condition(null, 0, 0, 0, List.of(), 0);

  static Promotion of(String name, String sku) {
    Gift gift =
        new Gift(
            POOL,
            name,
            1,
            sku,
            1,
            null,
            null,
            false,
            0,
            NOON.plus(Duration.ofDays(7)),
            Gift.Shortage.DROP,
            false);
    return new Promotion(gift, NOON.minus(Duration.ofDays(7)));
  }

  Promotion version(int version) {
    return with(version, gift.quantity(), gift.condition(), gift.scope(), gift.ifShort());
  }

  Promotion units(int quantity) {
    return with(gift.version(), quantity, gift.condition(), gift.scope(), gift.ifShort());
  }

  Promotion orWait() {
    return with(
        gift.version(), gift.quantity(), gift.condition(), gift.scope(), Gift.Shortage.HOLD);
  }

  /** By what the orders that travel together hold. */
  Promotion together() {
    return new Promotion(
        new Gift(
            gift.pool(),
            gift.gift(),
            gift.version(),
            gift.sku(),
            gift.quantity(),
            gift.condition(),
            gift.scope(),
            gift.oncePerBuyer(),
            gift.cap(),
            gift.until(),
            gift.ifShort(),
            true),
        from);
  }

  Promotion onlyFor(@Nullable String merchant, @Nullable String shop) {
    return with(
        gift.version(),
        gift.quantity(),
        gift.condition(),
        new Reference.Scope(merchant, null, shop),
        gift.ifShort());
  }

  /** For goods that cost from one amount to less than another. */
  Promotion band(long fromMinor, long belowMinor) {
    Gift.Condition was = condition();
    return given(
        new Gift.Condition(
            "CNY", fromMinor, belowMinor, was.minUnits(), was.anyOf(), was.anyOfUnits()));
  }

  Promotion in(String currency) {
    return given(new Gift.Condition(currency, 0, 0, 0, List.of(), 0));
  }

  Promotion minUnits(int units) {
    Gift.Condition was = condition();
    return given(
        new Gift.Condition(
            was.currency(),
            was.fromMinor(),
            was.belowMinor(),
            units,
            was.anyOf(),
            was.anyOfUnits()));
  }

  Promotion anyOf(int units, String... skus) {
    Gift.Condition was = condition();
    return given(
        new Gift.Condition(
            was.currency(),
            was.fromMinor(),
            was.belowMinor(),
            was.minUnits(),
            List.of(skus),
            units));
  }

  Promotion oncePerBuyer() {
    return counted(true, gift.cap());
  }

  Promotion cap(int orders) {
    return counted(gift.oncePerBuyer(), orders);
  }

  Promotion lasts(Instant newFrom, Instant until) {
    Gift gift = this.gift;
    return new Promotion(
        new Gift(
            gift.pool(),
            gift.gift(),
            gift.version(),
            gift.sku(),
            gift.quantity(),
            gift.condition(),
            gift.scope(),
            gift.oncePerBuyer(),
            gift.cap(),
            until,
            gift.ifShort(),
            gift.together()),
        newFrom);
  }

  StockInput published(Instant at) {
    return StockSamples.published(Reference.of(id(), from, gift), at);
  }

  /** That it was never meant. */
  StockInput takenAway(Instant at) {
    return StockSamples.published(Reference.end(Reference.Type.GIFT, id()), at);
  }

  StockInput ended(Instant since, Instant at) {
    return StockSamples.published(Reference.end(Reference.Type.GIFT, id(), since), at);
  }

  private String id() {
    return POOL + "/" + gift.gift();
  }

  private Gift.Condition condition() {
    Gift.Condition condition = gift.condition();
    return condition == null ? ANYTHING : condition;
  }

  private Promotion given(Gift.Condition condition) {
    return with(gift.version(), gift.quantity(), condition, gift.scope(), gift.ifShort());
  }

  private Promotion counted(boolean oncePerBuyer, int cap) {
    return new Promotion(
        new Gift(
            gift.pool(),
            gift.gift(),
            gift.version(),
            gift.sku(),
            gift.quantity(),
            gift.condition(),
            gift.scope(),
            oncePerBuyer,
            cap,
            gift.until(),
            gift.ifShort(),
            gift.together()),
        from);
  }

  private Promotion with(
      int version,
      int quantity,
      Gift.@Nullable Condition condition,
      Reference.@Nullable Scope scope,
      Gift.Shortage ifShort) {
    return new Promotion(
        new Gift(
            gift.pool(),
            gift.gift(),
            version,
            gift.sku(),
            quantity,
            condition,
            scope,
            gift.oncePerBuyer(),
            gift.cap(),
            gift.until(),
            ifShort,
            gift.together()),
        from);
  }
}
