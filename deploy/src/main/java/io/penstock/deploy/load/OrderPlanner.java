package io.penstock.deploy.load;

import io.penstock.deploy.load.Mix.Flaw;
import io.penstock.deploy.load.Mix.Story;
import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.deploy.load.PlannedOrder.Step;
import io.penstock.model.Reference.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Plans the orders of a day, each by itself: order 7 is the same whoever was planned before. */
final class OrderPlanner {

  /** The day that the payloads speak of: 11 November in China, whatever the clock says. */
  private static final Instant MIDNIGHT = Instant.parse("2026-11-10T16:00:00Z");

  private static final Duration DAY = Duration.ofDays(1);

  /** Far above the value limits of the sample rules. */
  private static final long FORTUNE = 2_500_000;

  private static final long CHINESE_FREIGHT = 800;
  private static final long AMERICAN_FREIGHT = 499;
  private static final long AMERICAN_TAX_PERCENT = 6;

  private final PeakDay day;
  private final List<Shop> shops;
  private final People people;

  OrderPlanner(PeakDay day) {
    SampleReference reference = SampleReference.read();
    this.day = day;
    this.shops = reference.shops();
    this.people = new People(reference);
  }

  /** When the marketplace's day has come so far. */
  static Instant time(double fraction) {
    return MIDNIGHT.plusSeconds((long) (DAY.toSeconds() * fraction));
  }

  PlannedOrder plan(long index) {
    SplittableRandom dice = new SplittableRandom(Scramble.of(Scramble.of(day.seed()) + index));
    Story story = Mix.story(dice);
    Flaw flaw = Mix.flaw(dice);
    double fraction = (double) index / day.orders();
    Shop shop = shop(dice);
    Market market = Market.of(shop);
    Instant createdAt = time(fraction);
    Script script = new Script(index, createdAt, day.window(), dice);
    List<Step> steps = script.of(story);
    return new PlannedOrder(
        index,
        shop,
        Math.floorMod(Scramble.of(day.seed()), 1_000_000L) * 100_000_000_000L
            + index * PlannedOrder.NUMBER_STEP,
        createdAt,
        person(market, flaw, dice),
        items(shop, fraction, flaw, dice),
        freight(market, dice),
        flaw == Flaw.WRONG_TOTAL ? 100 : 0,
        dice.nextInt(20) == 0 ? "请尽快发货" : "",
        steps);
  }

  private Shop shop(SplittableRandom dice) {
    int draw = dice.nextInt(100);
    for (Market market : Market.values()) {
      draw -= market.share;
      if (draw < 0) {
        List<Shop> its = shops.stream().filter(shop -> Market.of(shop) == market).toList();
        return its.get(dice.nextInt(its.size()));
      }
    }
    throw new IllegalStateException("the shares of the marketplaces do not make a hundred");
  }

  private Person person(Market market, Flaw flaw, SplittableRandom dice) {
    Person person = people.somebody(market, dice);
    return switch (flaw) {
      case DENIED -> people.denied(person);
      case INCOMPLETE_ADDRESS -> People.incomplete(person, dice);
      case NONE, OVER_VALUE_LIMIT, UNKNOWN_SKU, MISSING_SKU, WRONG_TOTAL, NO_LINES -> person;
    };
  }

  private static List<Item> items(Shop shop, double fraction, Flaw flaw, SplittableRandom dice) {
    int lines = flaw == Flaw.NO_LINES ? 0 : Mix.lines(dice);
    List<Item> items = new ArrayList<>(lines);
    for (int i = 0; i < lines; i++) {
      Item item = item(shop, Mix.article(fraction, dice), dice);
      items.add(i == 0 ? flawed(item, flaw) : item);
    }
    return items;
  }

  private static Item item(Shop shop, int article, SplittableRandom dice) {
    Market market = Market.of(shop);
    int quantity = Mix.quantity(dice);
    long price = Catalogue.price(market, article);
    return new Item(
        article,
        Catalogue.sku(shop.pool(), article),
        Catalogue.title(shop.pool(), article),
        quantity,
        price,
        dice.nextInt(10) < 3 ? price * quantity / 10 : 0,
        market.country.equals("US") ? AMERICAN_TAX_PERCENT : 0);
  }

  private static Item flawed(Item item, Flaw flaw) {
    return switch (flaw) {
      case OVER_VALUE_LIMIT -> with(item, item.article(), item.sku(), item.price() + FORTUNE);
      case UNKNOWN_SKU -> with(item, Item.NOT_OURS, "ZZ-" + item.article(), item.price());
      case MISSING_SKU -> with(item, Item.NOT_OURS, "", item.price());
      case NONE, INCOMPLETE_ADDRESS, DENIED, WRONG_TOTAL, NO_LINES -> item;
    };
  }

  private static Item with(Item item, int article, String sku, long price) {
    return new Item(
        article, sku, item.title(), item.quantity(), price, item.discount(), item.taxPercent());
  }

  private static long freight(Market market, SplittableRandom dice) {
    boolean free = dice.nextInt(5) > 0;
    return free ? 0 : market.country.equals("CN") ? CHINESE_FREIGHT : AMERICAN_FREIGHT;
  }
}
