package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.counted;

import io.penstock.model.Delivery;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest.Kind;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import io.penstock.stock.Playback.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Buyers who order, change their minds and repeat themselves, and warehouses that answer what they
 * have seen: late, twice, and not always truly. The same seed lives the same life.
 */
final class World {

  private static final List<String> SKUS = List.of("A", "B", "C", "D");

  /** S is a bundle. */
  private static final List<String> SOLD = List.of("A", "B", "C", "D", "S");

  /** Two of them are for few, one is for those who buy the bundle. */
  private static final List<Promotion> GIFTS =
      List.of(
          Promotion.of("once", "D").band(3_000, 0).oncePerBuyer().cap(5),
          Promotion.of("waited", "C").units(2).minUnits(4).cap(3).orWait(),
          Promotion.of("with-set", "A").anyOf(1, "S"),
          Promotion.of("few-together", "C").minUnits(6).oncePerBuyer().cap(4).together());

  /** For orders that travel together; nothing else is ever published of it. */
  static final Promotion STEADY = Promotion.of("together", "B").band(6_000, 0).together();

  /** The first passes on its deadline, the other is escalated. */
  private static final List<String> RULES =
      List.of(
          Promises.HALF + ": lines.exists(l, l.quantity * 2 > l.atp)",
          Promises.LOW + ": lines.exists(l, l.sku == 'A' && l.atp < 4)");

  private static final List<String> WAREHOUSES = List.of("w1", "w2", "w3");
  private static final List<String> CONSIGNEES = List.of("ann", "bob");
  private static final List<String> CHANNELS = List.of("tmall", "tmall/shop-1", "jd", "jd/shop-1");
  private static final List<String> REGIONS = List.of("Zhejiang", "Beijing", "Hunan");

  /** How an order stands for its buyer. */
  enum Fate {
    WANTED,
    SUSPENDED,
    /** Held back, where no warehouse had it. */
    HELD,
    CANCELLED,
    /** Over, where it was held back. */
    ABANDONED,
    SETTLED
  }

  /** A delivery as its warehouse sees it. */
  private static final class Job {
    final Delivery delivery;
    boolean stop;
    boolean stopFailed;
    Type last = Type.RECEIPT;

    /** Units that have neither left nor turned out to be missing. */
    final Map<String, Integer> here = new TreeMap<>();

    /** When it was told of last that units left or were missing. */
    Instant told = Instant.MIN;

    /** Units that left for another warehouse and have not come. */
    final Map<String, Integer> moving = new TreeMap<>();

    Job(Delivery delivery) {
      this.delivery = delivery;
      delivery.lines().forEach(line -> here.merge(line.sku(), line.quantity(), Integer::sum));
    }

    /** What is said of goods for another warehouse; without names, all of them. */
    private void leave(Type type, List<WmsEvent.Item> items) {
      boolean leaves = type == Type.SHIPPED || type == Type.PARTLY_SHIPPED;
      if (!delivery.betweenWarehouses() || !leaves) {
        return;
      }
      if (items.isEmpty()) {
        here.forEach((sku, units) -> moving.merge(sku, units, Integer::sum));
        here.clear();
      }
      for (WmsEvent.Item item : items) {
        int units = Math.min(item.quantity(), here.getOrDefault(item.sku(), 0));
        moving.merge(item.sku(), units, Integer::sum);
      }
      moving.values().removeIf(units -> units == 0);
    }

    private void take(List<WmsEvent.Item> items) {
      items.forEach(item -> here.merge(item.sku(), -item.quantity(), Integer::sum));
      here.values().removeIf(units -> units <= 0);
    }

    /** Whether goods are to be moved to another warehouse, or have not all come there. */
    boolean isMoved() {
      return delivery.betweenWarehouses() && (!isOver() || !moving.isEmpty());
    }

    boolean isOver() {
      return here.isEmpty()
          || last == Type.SHIPPED
          || last == Type.REJECTED
          || last == Type.CANCELLED;
    }
  }

  private final Random dice;
  private final boolean late;
  private final Playback play;
  private final Numbers numbers;
  private final Suppliers suppliers;
  private final Warehouses warehouses;
  private final Map<String, Wish> orders = new TreeMap<>();
  private final Map<String, Fate> fates = new TreeMap<>();
  private final Map<String, Instant> stamps = new HashMap<>();
  private final Map<String, Job> jobs = new TreeMap<>();
  private final Map<String, TreeSet<String>> refusals = new TreeMap<>();
  private final List<StockInput> told = new ArrayList<>();
  private final Map<String, Integer> messages = new HashMap<>();
  private final Map<String, Instant> fences = new HashMap<>();
  private final Map<String, Wish> earlier = new HashMap<>();
  private int seen;
  private long records;
  private int versions = 1;
  private boolean settling;
  private long ticks;
  private Instant now = NOON;

  /**
   * @param late whether records come after their time has passed
   */
  World(long seed, boolean late, Playback play) throws Exception {
    this.dice = new Random(seed);
    this.late = late;
    this.play = play;
    this.numbers = new Numbers(seed);
    this.suppliers = new Suppliers(seed);
    this.warehouses = new Warehouses(dice);
    for (String sku : SKUS.subList(0, 3)) {
      send(article(sku, now));
    }
    send(STEADY.published(now));
    send(StockSamples.bundle("S", 1, Instant.EPOCH, now, "A*1:1", "B*2:2"));
    for (Promotion gift : GIFTS) {
      send(gift.published(now));
    }
    for (StockInput range : play.ships() ? numbers.first(now) : List.<StockInput>of()) {
      send(range);
    }
    if (play.moves()) {
      // Each article lies in a warehouse of its own, and there is more than enough of it at first.
      for (int sku = 0; sku < SKUS.size(); sku++) {
        receive(WAREHOUSES.get(sku % WAREHOUSES.size()), SKUS.get(sku), 40);
      }
    } else if (play.merges()) {
      // Who waits for goods does not wait for others.
      for (String warehouse : WAREHOUSES) {
        for (String sku : SKUS) {
          receive(warehouse, sku, 25);
        }
      }
    }
  }

  Map<String, Fate> fates() {
    return fates;
  }

  Map<String, Wish> orders() {
    return orders;
  }

  /** Of three articles any two have a carrier in common; the fourth is of another class. */
  private static StockInput article(String sku, Instant at) {
    return switch (sku) {
      case "A" -> StockSamples.article(sku, Instant.EPOCH, at, null, "SF", "JD");
      case "B" -> StockSamples.article(sku, Instant.EPOCH, at, null, "JD", "YTO");
      case "C" -> StockSamples.article(sku, Instant.EPOCH, at, null, "YTO", "SF");
      default -> StockSamples.article(sku, Instant.EPOCH, at, "CHILLED");
    };
  }

  /** Whether time has passed, so that waves may have ended. */
  boolean step() throws Exception {
    int chance = dice.nextInt(100);
    if (chance < 20) {
      order();
    } else if (chance < 33) {
      changeMind();
    } else if (chance < 45) {
      count();
    } else if (chance < 46) {
      send(late && dice.nextBoolean() ? announced(any(SKUS), now) : article(any(SKUS), now));
    } else if (chance < 48) {
      publish();
    } else if (chance < 50) {
      keepBack();
    } else if (chance < 53) {
      setAside();
    } else if (chance < 79) {
      warehouseAnswers();
    } else if (chance < 82 && !told.isEmpty()) {
      send(any(told));
    } else if (chance < 88) {
      play.play(new Step.Checkpoint());
      look();
    } else {
      StockInput range = play.ships() ? numbers.more(now) : null;
      if (range != null) {
        send(range);
      }
      StockInput supplied = suppliers.more(now, this::message);
      if (supplied != null) {
        send(supplied);
      }
      pass(dice.nextInt(6));
      play.play(new Step.Time(now.minusMillis(1)));
      return true;
    }
    return false;
  }

  /** Waves begin and end in these moments, too: the last of one, and the first of the next. */
  private void pass(int more) {
    ticks += more;
    boolean last = ticks % 4 == 0 && ticks % 8 != 0;
    now = NOON.plusMillis(50L * ticks - (last ? 1 : 0));
  }

  /** Goods of every kind arrive, and the warehouses answer everything until nothing is open. */
  void settleDown() throws Exception {
    settling = true;
    publishBundle(Instant.EPOCH);
    pass(20);
    letAllBuy();
    for (Wish wish : List.copyOf(orders.values())) {
      if (fates.get(wish.orderId()) == Fate.HELD) {
        decide(wish);
      }
    }
    while (tellOfACount()) {
      // Whatever was counted is known before goods come that nobody misses.
    }
    for (String sku : SKUS) {
      send(article(sku, now));
      for (String warehouse : WAREHOUSES) {
        receive(warehouse, sku, 2_000);
      }
    }
    for (int round = 0; round < 16; round++) {
      pass(20);
      play.play(new Step.Time(now.minusMillis(1)));
      play.play(new Step.Checkpoint());
      look();
      // After the goods: who waits for a number is served when it comes, and not by the way.
      for (StockInput range :
          play.ships() && round == 2 ? numbers.plenty(now) : List.<StockInput>of()) {
        send(range);
      }
      for (Job job : jobs.values()) {
        if (!job.isOver()) {
          tell(job, job.stop && !job.stopFailed ? Type.CANCELLED : Type.SHIPPED);
        } else if (job.delivery.betweenWarehouses()) {
          comes(job, List.of());
        }
      }
    }
  }

  /** Until long after everything that is remembered for a time only. */
  void yearsPass() throws Exception {
    now = now.plus(Duration.ofDays(400));
    play.play(new Step.Time(now));
    play.play(new Step.Checkpoint());
  }

  /** Bundles and gifts are published anew, with other articles and terms, end, and come back. */
  private void publish() throws Exception {
    Promotion gift = any(GIFTS).version(++versions);
    Instant from = NOON.minusSeconds(dice.nextInt(4));
    switch (dice.nextInt(6)) {
      case 0 -> send(gift.takenAway(at()));
      case 1 -> send(gift.ended(from, at()));
      case 2, 3 -> send(gift.lasts(from, NOON.plusSeconds(dice.nextInt(3))).published(at()));
      case 4 ->
          send(
              StockSamples.published(
                  Reference.end(Reference.Type.BUNDLE, StockSamples.POOL + "/S", from), now));
      default -> publishBundle(from);
    }
  }

  /** More or less of an article is kept back or oversold, now or soon. */
  private void keepBack() throws Exception {
    String sku = any(SKUS);
    // The fourth is of another class from the beginning.
    boolean later = !sku.equals("D") && dice.nextInt(3) == 0;
    Instant from = later ? now.plusMillis(100L * dice.nextInt(10)) : Instant.EPOCH;
    int safetyStock = dice.nextInt(3) == 0 ? 0 : dice.nextInt(6);
    int oversell = dice.nextInt(3) == 0 ? dice.nextInt(4) : 0;
    send(StockSamples.terms(article(sku, now), safetyStock, oversell, from));
  }

  /** Units are set aside for a channel, or it may take no more than so many; now or soon. */
  private void setAside() throws Exception {
    String sku = any(SKUS);
    String channel = any(CHANNELS);
    Instant from = dice.nextInt(3) > 0 ? now : now.plusMillis(100L * dice.nextInt(10));
    if (dice.nextInt(4) == 0) {
      from = fences.getOrDefault(sku + channel, from);
    }
    switch (dice.nextInt(6)) {
      case 0 -> send(StockSamples.noFence(sku, channel, Instant.EPOCH, now));
      case 1 -> send(StockSamples.noFence(sku, channel, from, now));
      case 2 -> fence(sku, channel, null, 3 + dice.nextInt(12), from);
      case 3 -> fence(sku, channel, 1 + dice.nextInt(7), 3 + dice.nextInt(12), from);
      default -> fence(sku, channel, dice.nextInt(8), null, from);
    }
  }

  private void fence(
      String sku, String channel, @Nullable Integer units, @Nullable Integer atMost, Instant from)
      throws Exception {
    fences.put(sku + channel, from);
    send(StockSamples.fence(sku, channel, units, atMost, from, now));
  }

  /** No quota is so small that somebody would wait for ever. */
  private void letAllBuy() throws Exception {
    for (String sku : SKUS) {
      for (String channel : CHANNELS) {
        if (fences.containsKey(sku + channel) && dice.nextBoolean()) {
          fence(sku, channel, dice.nextInt(20), 100_000, now);
        } else {
          send(StockSamples.noFence(sku, channel, Instant.EPOCH, now));
        }
      }
    }
  }

  private void publishBundle(Instant from) throws Exception {
    if (from.equals(Instant.EPOCH)) {
      send(
          StockSamples.published(
              Reference.end(Reference.Type.BUNDLE, StockSamples.POOL + "/S"), now));
    }
    List<String> skus = new ArrayList<>(SKUS);
    List<String> parts = new ArrayList<>();
    for (int part = 1 + dice.nextInt(3); part > 0; part--) {
      String sku = skus.remove(dice.nextInt(skus.size()));
      parts.add(sku + "*" + (1 + dice.nextInt(3)) + ":" + dice.nextInt(3));
    }
    send(StockSamples.bundle("S", ++versions, from, now, parts.toArray(String[]::new)));
  }

  private void order() throws Exception {
    List<String> skus = new ArrayList<>(SOLD);
    List<String> goods = new ArrayList<>();
    for (int lines = 1 + dice.nextInt(1 + dice.nextInt(3)); lines > 0; lines--) {
      goods.add(skus.remove(dice.nextInt(skus.size())) + units(4));
    }
    String marketplace = dice.nextInt(4) == 0 ? "jd" : "tmall";
    Wish wish =
        Wish.of("o" + orders.size(), goods.toArray(String[]::new))
            .on(marketplace)
            .priority(dice.nextInt(3))
            .paidSecondsAgo(dice.nextInt(3))
            .from(marketplace + "-buyer-" + dice.nextInt(6))
            .to(any(REGIONS));
    want(judged(special(wish.forToken(marketplace + any(CONSIGNEES)))));
  }

  /** Some orders are in a hurry, and some travel alone. */
  private Wish special(Wish wish) {
    return switch (dice.nextInt(10)) {
      case 0, 1, 2 -> wish.shipBy(now.plusMillis(50L * dice.nextInt(24)));
      case 3 -> wish.cashOnDelivery();
      case 4 -> wish.flagged("SEALED");
      default -> wish;
    };
  }

  /** Of most orders no rule asks anything of the stock. */
  private Wish judged(Wish wish) {
    return switch (dice.nextInt(6)) {
      case 0 -> wish.unless(RULES.get(0));
      case 1 -> wish.unless(RULES.get(1));
      case 2 -> wish.unless(RULES.get(1), RULES.get(0));
      default -> wish.unless();
    };
  }

  private void changeMind() throws Exception {
    if (orders.isEmpty()) {
      return;
    }
    Wish wish = dice.nextBoolean() ? any(new ArrayList<>(orders.values())) : recent();
    Wish next = wish.version(wish.version() + 1);
    switch (dice.nextInt(20)) {
      case 18, 19 -> costsOtherwise();
      case 12 -> releaseByHand(wish);
      case 13 -> want(judged(wish));
      case 14, 15 -> holdBack(wish);
      case 16 -> ask(next.goods(changed(wish.goods())), Fate.HELD, Kind.RESERVE);
      case 17 -> decide(wish);
      case 0 -> want(wish);
      case 1 -> send(stamped(wish.version(wish.version() - 1)).cancel());
      case 2 -> comesLate(wish);
      case 3 -> want(special(next.flagged()));
      case 4 -> want(next.to(any(REGIONS)).priority(dice.nextInt(3)));
      case 5 -> want(next.goods(changed(wish.goods())));
      case 6 -> suspend(next);
      case 7 -> suspend(next.goods(changed(wish.goods())));
      case 8 -> end(wish, Fate.CANCELLED);
      case 9, 10 -> end(next, Fate.CANCELLED);
      default -> end(next, Fate.SETTLED);
    }
  }

  /** An order that a warehouse is at work on: some of its goods may have left. */
  private void costsOtherwise() throws Exception {
    List<Job> open = jobs.values().stream().filter(job -> !job.isOver()).toList();
    if (open.isEmpty()) {
      return;
    }
    Wish wish = orders.get(any(List.copyOf(orderIds(any(open)))));
    boolean more = dice.nextBoolean();
    if (wish != null && fates.get(wish.orderId()) == Fate.WANTED) {
      List<String> goods = wish.goods().stream().map(line -> priced(line, more)).toList();
      want(wish.version(wish.version() + 1).goods(goods));
    }
  }

  private static String priced(String line, boolean more) {
    if (line.endsWith("!")) {
      return line;
    }
    String[] words = line.split("=", -1);
    long amount = Long.parseLong(words[1]);
    return words[0] + "=" + (more ? amount * 2 : amount / 2);
  }

  /** One of the last orders: it may still wait for others. */
  private Wish recent() {
    int back = 1 + dice.nextInt(Math.min(8, orders.size()));
    return Objects.requireNonNull(orders.get("o" + (orders.size() - back)));
  }

  /** A rule that came later holds what has passed. */
  private void holdBack(Wish wish) throws Exception {
    if (fates.get(wish.orderId()) == Fate.WANTED) {
      ask(wish, Fate.HELD, dice.nextBoolean() ? Kind.RETAIN : Kind.KEEP);
    }
  }

  /** What was held back is wanted after all, or it is over. */
  private void decide(Wish wish) throws Exception {
    if (fates.get(wish.orderId()) != Fate.HELD) {
      return;
    }
    if (dice.nextInt(3) == 0) {
      ask(wish, Fate.ABANDONED, Kind.ABANDON);
    } else {
      ask(wish, Fate.WANTED, Kind.RESUME);
    }
  }

  private void ask(Wish wish, Fate fate, Kind kind) throws Exception {
    Wish before = orders.put(wish.orderId(), wish);
    if (before != null && before.version() < wish.version()) {
      earlier.put(wish.orderId(), before);
    }
    fates.put(wish.orderId(), fate);
    send(stamped(wish).request(kind));
  }

  /** Of an order that the audit has passed. */
  private void releaseByHand(Wish wish) throws Exception {
    if (fates.get(wish.orderId()) == Fate.WANTED) {
      send(stamped(wish).release());
    }
  }

  /**
   * A version that was overtaken is wanted, or suspended. What settles an order that has left
   * counts as no version, so the one before is not late.
   */
  private void comesLate(Wish wish) throws Exception {
    Wish before = earlier.get(wish.orderId());
    if (fates.get(wish.orderId()) != Fate.SETTLED) {
      send(
          before == null
              ? stamped(wish.version(wish.version() - 1)).suspend()
              : stamped(before).request(Kind.ALLOCATE));
    }
  }

  private String units(int most) {
    int units = 1 + dice.nextInt(most);
    return "*" + units + "=" + (units * 1_000 + dice.nextInt(7));
  }

  /**
   * One line has other units, or another article, or is gone, or its money went back, or it costs
   * less; each article stands on one line.
   */
  private List<String> changed(List<String> goods) {
    List<String> changed = new ArrayList<>(goods);
    int line = dice.nextInt(goods.size());
    String units = units(5);
    String other = any(SOLD);
    if (dice.nextInt(5) == 0 && !goods.get(line).endsWith("!")) {
      changed.set(line, priced(goods.get(line), false));
    } else if (dice.nextInt(4) == 0) {
      changed.set(line, goods.get(line).replace("!", "") + "!");
    } else if (dice.nextInt(3) == 0 && goods.size() > 1) {
      changed.remove(goods.size() - 1);
    } else if (goods.stream().noneMatch(kept -> kept.startsWith(other))) {
      changed.set(line, other + units);
    } else {
      changed.set(line, goods.get(line).charAt(0) + units);
    }
    return changed;
  }

  private void suspend(Wish wish) throws Exception {
    ask(wish, Fate.SUSPENDED, Kind.SUSPEND);
  }

  private void want(Wish wish) throws Exception {
    ask(wish, Fate.WANTED, Kind.ALLOCATE);
  }

  private void end(Wish wish, Fate fate) throws Exception {
    ask(wish, fate, fate == Fate.CANCELLED ? Kind.CANCEL : Kind.SETTLE);
  }

  private void count() throws Exception {
    String warehouse = any(WAREHOUSES);
    String sku = any(SKUS);
    switch (dice.nextInt(10)) {
      case 0 -> {
        int units = dice.nextInt(9) - 5;
        tell(Type.ADJUSTMENT, warehouse, new Item(sku, units == 0 ? 1 : units));
      }
      case 1 -> tell(Type.RETURNED, warehouse, new Item(sku, 1 + dice.nextInt(3)));
      case 2 -> reclassify(warehouse, sku);
      case 3 -> warehouses.count(warehouse, SKUS.subList(0, 1 + dice.nextInt(SKUS.size())));
      case 4, 5 -> tellOfACount();
      default -> receive(warehouse, sku, 1 + dice.nextInt(6));
    }
  }

  private void reclassify(String warehouse, String sku) throws Exception {
    Quality from = any(List.of(Quality.values()));
    Quality to = any(List.of(Quality.values()));
    tell(Type.RECLASSIFIED, warehouse, new Item(sku, 1 + dice.nextInt(2), from, to));
  }

  private boolean tellOfACount() throws Exception {
    StockInput count = warehouses.tellOfACount(this::message, at());
    if (count == null) {
      return false;
    }
    send(count);
    return true;
  }

  private void tell(Type type, String warehouse, Item item) throws Exception {
    send(StockSamples.message(message(warehouse), type, warehouse, at(), null, List.of(item)));
  }

  private void receive(String warehouse, String sku, int units) throws Exception {
    send(counted(Type.RECEIPT, message(warehouse), warehouse, sku, units, at()));
  }

  /** Each warehouse numbers its messages by itself, so their numbers are the same. */
  private String message(String warehouse) {
    return "m" + messages.merge(warehouse, 1, Integer::sum);
  }

  /** Reads the deliveries that have become visible. */
  private void look() {
    List<Delivery> deliveries = play.visible.deliveries();
    for (Delivery delivery : deliveries.subList(seen, deliveries.size())) {
      if (delivery.action() == Delivery.Action.CREATE) {
        jobs.put(delivery.deliveryId(), new Job(delivery));
      } else {
        Objects.requireNonNull(jobs.get(delivery.deliveryId())).stop = true;
      }
    }
    seen = deliveries.size();
  }

  private void warehouseAnswers() throws Exception {
    if (jobs.isEmpty()) {
      return;
    }
    List<Job> moved = jobs.values().stream().filter(Job::isMoved).toList();
    Job job = any(moved.isEmpty() || dice.nextBoolean() ? List.copyOf(jobs.values()) : moved);
    if (job.delivery.betweenWarehouses() && (!job.moving.isEmpty() || dice.nextInt(4) == 0)) {
      comes(job);
      return;
    }
    int chance = dice.nextInt(20);
    if (chance == 0) {
      // Nobody asked, or it is over: whatever it says now is not true, except that goods left.
      Type late = any(List.of(Type.SHIPPED, Type.PARTLY_SHIPPED, Type.REJECTED));
      tell(job, job.isOver() ? late : job.stop ? Type.PICKED : Type.CANCELLED);
    } else if (chance == 1) {
      Type type = any(List.of(Type.SHIPPED, Type.REJECTED, Type.CANCELLED));
      message(job, type, any(WAREHOUSES), unknown(job.delivery.deliveryId()));
    } else if (chance == 2) {
      String other = job.delivery.warehouse().equals("w1") ? "w2" : "w1";
      message(job, Type.SHIPPED, other, job.delivery.deliveryId());
    } else if (chance == 3) {
      reuseAnId(job);
    } else if (!job.isOver()) {
      tell(job, next(job));
    }
  }

  /**
   * Goods from another warehouse come, more or fewer than left, broken or whole, perhaps before it
   * is told that they left; or no more will.
   */
  private void comes(Job job) throws Exception {
    boolean early = job.moving.isEmpty() && !job.isOver() && !job.stop && dice.nextInt(4) == 0;
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, Integer> one : (early ? job.here : job.moving).entrySet()) {
      int units = dice.nextInt(4) == 0 ? dice.nextInt(one.getValue() + 2) : one.getValue();
      Quality quality = dice.nextInt(12) == 0 ? Quality.DAMAGED : null;
      if (units > 0) {
        items.add(new Item(one.getKey(), units, quality, null));
      }
    }
    if (!items.isEmpty()) {
      comes(job, items);
    } else if (job.isOver() && dice.nextInt(3) == 0) {
      comes(job, List.of());
    }
    if (early && !items.isEmpty()) {
      job.last = Type.SHIPPED;
      message(job, Type.SHIPPED, job.delivery.warehouse(), job.delivery.deliveryId());
      job.moving.clear();
    }
  }

  /**
   * @param items empty: no more will come
   */
  private void comes(Job job, List<Item> items) throws Exception {
    String to = Objects.requireNonNull(job.delivery.toWarehouse());
    String id = job.delivery.deliveryId();
    send(StockSamples.message(message(to), Type.RECEIPT, to, at(), id, items));
    for (Item item : items) {
      job.moving.computeIfPresent(item.sku(), (sku, units) -> Math.max(0, units - item.quantity()));
    }
    job.moving.values().removeIf(units -> units == 0);
  }

  /** Another message under the id of one about a delivery, and not before it. */
  private void reuseAnId(Job job) throws Exception {
    WmsEvent used = any(told).wms();
    if (used != null && used.deliveryId() != null) {
      String id = job.delivery.deliveryId();
      Type type = used.type() == Type.PACKED ? Type.PICKED : Type.PACKED;
      Instant at = at();
      Instant then = at.isBefore(used.at()) ? used.at() : at;
      send(StockSamples.message(used.messageId(), type, used.warehouse(), then, id, List.of()));
    }
  }

  /** The id of another delivery, or of a parcel that the warehouse knows only with others. */
  private static String unknown(String deliveryId) {
    int others = deliveryId.indexOf('+');
    return others < 0 ? deliveryId + "9" : deliveryId.substring(0, others);
  }

  private Type next(Job job) {
    if (job.stop && !job.stopFailed) {
      return dice.nextInt(3) > 0 ? Type.CANCELLED : Type.CANCEL_FAILED;
    }
    boolean begun = job.last != Type.RECEIPT && job.last != Type.ACCEPTED;
    if (!begun && dice.nextInt(6) == 0 && mayRefuse(job)) {
      return Type.REJECTED;
    }
    return switch (job.last) {
      case RECEIPT -> any(List.of(Type.ACCEPTED, Type.PICKED));
      case ACCEPTED -> any(List.of(Type.PICKED, Type.PICKED, Type.SHORT_PICK));
      case PICKED -> any(List.of(Type.PACKED, Type.SHORT_PICK, Type.SHIPPED, Type.EXCEPTION));
      case PACKED -> any(List.of(Type.WEIGHED, Type.PARTLY_SHIPPED, Type.SHIPPED));
      default -> any(List.of(Type.SHIPPED, Type.SHIPPED, Type.PARTLY_SHIPPED, Type.SHORT_PICK));
    };
  }

  /** One warehouse at most refuses an order, or it would be held for ever. */
  private boolean mayRefuse(Job job) {
    return orderIds(job).stream()
        .map(order -> refusals.getOrDefault(order, new TreeSet<>()))
        .allMatch(by -> by.isEmpty() || by.contains(job.delivery.warehouse()));
  }

  private static Set<String> orderIds(Job job) {
    Set<String> orders = new TreeSet<>();
    for (Delivery.Line line : job.delivery.lines()) {
      orders.add(line.orderId() == null ? job.delivery.orderId() : line.orderId());
    }
    return orders;
  }

  private void tell(Job job, Type type) throws Exception {
    if (type == Type.REJECTED) {
      for (String order : orderIds(job)) {
        refusals.computeIfAbsent(order, ignored -> new TreeSet<>()).add(job.delivery.warehouse());
      }
    }
    boolean untrue = type == Type.CANCELLED && !job.stop;
    if (!untrue) {
      job.stopFailed |= type == Type.CANCEL_FAILED;
      job.last = type;
    }
    message(job, type, job.delivery.warehouse(), job.delivery.deliveryId());
  }

  private void message(Job job, Type type, String warehouse, String deliveryId) throws Exception {
    List<Item> items = items(job, type);
    Instant at = at();
    if (warehouse.equals(job.delivery.warehouse())
        && deliveryId.equals(job.delivery.deliveryId())) {
      job.leave(type, items);
      job.take(items);
      if (!items.isEmpty()) {
        // What is not there is not taken for what was told before: that would never be told again.
        at = at.isBefore(job.told) ? job.told : at;
        job.told = at;
      }
    }
    send(StockSamples.message(message(warehouse), type, warehouse, at, deliveryId, items));
  }

  /** Of a final shipment all, said or not, or less; of a part some, or what is not there. */
  private List<WmsEvent.Item> items(Job job, Type type) {
    boolean part = type == Type.PARTLY_SHIPPED || type == Type.SHORT_PICK;
    if (!part && (type != Type.SHIPPED || dice.nextBoolean())) {
      return List.of();
    }
    boolean all = !part && (settling || dice.nextInt(3) > 0);
    List<WmsEvent.Item> items = new ArrayList<>();
    job.here.forEach(
        (sku, units) -> {
          int named = all ? units : dice.nextInt(units + 1);
          if (named > 0) {
            items.add(new WmsEvent.Item(sku, named));
          }
        });
    return part && items.isEmpty() ? List.of(new WmsEvent.Item(any(SKUS), 1)) : items;
  }

  /**
   * The times of one order's records never go back: a crash forgets how far time was, and what came
   * late would then be dealt with before what it followed.
   */
  private Wish stamped(Wish wish) {
    Instant at = stamps.merge(wish.orderId(), at(), (one, next) -> one.isAfter(next) ? one : next);
    return wish.at(at).recordNumber(++records);
  }

  private void send(StockInput sent) throws Exception {
    StockInput input = sent;
    WmsEvent message = sent.wms();
    if (message != null) {
      Job job = message.deliveryId() == null ? null : jobs.get(message.deliveryId());
      input = warehouses.say(sent, message, job == null ? null : job.delivery);
      told.add(input);
    }
    // What is repeated is a record of its own: it comes at its own time.
    StockInput record =
        new StockInput(
            input.pool(),
            input.at().isBefore(now) && !late ? now : input.at(),
            input.cause(),
            input.request(),
            input.wms(),
            input.sku());
    play.play(new Step.Send(record));
  }

  private Instant at() {
    return late && dice.nextInt(4) == 0 ? now.minusMillis(dice.nextInt(600)) : now;
  }

  private <T> T any(List<T> of) {
    return of.get(dice.nextInt(of.size()));
  }
}
