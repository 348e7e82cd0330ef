package io.penstock.stock.books;

import io.penstock.model.Order;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.model.RingFence;
import io.penstock.model.StockMovement;
import io.penstock.model.StockMovement.Entry;
import io.penstock.model.StockMovement.Type;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Cell;
import io.penstock.state.Fences;
import io.penstock.state.Offering;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.stock.books.Messages.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a cell, entered in the ledger, and which SKUs can serve somebody because of it.
 *
 * <p>An entry says what was to be changed and what the cell holds then: who sums up the ledger sees
 * whether both agree.
 */
public final class Books {

  /** Goods of one article in one warehouse. */
  public record Place(String sku, String warehouse) {}

  private final String pool;
  private final StockRows rows;
  private final Outbox out;
  private final Positions positions;
  private final Beginnings beginnings;
  private final Takings takings;
  private final Instant now;
  private final Map<String, Trigger> supplied = new LinkedHashMap<>();
  private final Map<Place, Trigger> shortened = new LinkedHashMap<>();
  private final Set<String> announced = new HashSet<>();

  /**
   * @param now the end of the latest wave
   */
  public Books(String pool, StockRows rows, Outbox out, Beginnings beginnings, Instant now) {
    this.pool = pool;
    this.rows = rows;
    this.out = out;
    this.positions = new Positions(rows);
    this.beginnings = beginnings;
    this.takings = new Takings(rows, now);
    this.now = now;
  }

  /** More goods of an article, or fewer: they came, or a warehouse corrected its books. */
  public void add(
      Type type, String sku, String warehouse, Quality quality, long units, Trigger trigger)
      throws Exception {
    Movement movement = new Movement(type, trigger, null);
    move(movement, sku, warehouse, quality, units);
    movement.close();
  }

  /** Goods are of another class from now on. */
  public void reclassify(
      String sku, String warehouse, long units, Quality from, Quality to, Trigger trigger)
      throws Exception {
    Movement movement = new Movement(Type.RECLASSIFIED, trigger, null);
    move(movement, sku, warehouse, from, -units);
    move(movement, sku, warehouse, to, units);
    movement.close();
  }

  /**
   * How many there are of an article was counted.
   *
   * @param asOf the position of the last message that is counted in; absent: all that were booked,
   *     whatever earlier counts said of positions
   */
  public void count(
      String sku, String warehouse, Map<Quality, Long> units, @Nullable Long asOf, Trigger trigger)
      throws Exception {
    if (asOf != null && asOf < rows.cell(sku, warehouse).countedAsOf()) {
      return; // A later count is known.
    }
    Movement movement = new Movement(Type.COUNTED, trigger, null);
    for (Quality quality : Quality.values()) {
      long since = asOf == null ? 0 : positions.since(asOf, warehouse, sku, quality);
      long difference =
          units.getOrDefault(quality, 0L) + since - rows.cell(sku, warehouse).balance(quality);
      if (difference != 0) {
        Cell cell = rows.cell(sku, warehouse).add(quality, difference);
        movement.enter(sku, cell, quality, difference, 0);
      }
    }
    movement.close();
    long counted = asOf == null ? 0 : asOf;
    SkuStock row = rows.stock(sku);
    if (row.cell(warehouse).countedAsOf() != counted) {
      rows.keep(sku, row.counted(row.cell(warehouse).countedAsOf(counted)));
    }
  }

  /** Whether so much has been told since that nobody knows any more what a count had in it. */
  public boolean isForgotten(String warehouse, long asOf) throws Exception {
    return positions.isForgotten(warehouse, asOf);
  }

  /** An article was published, or taken away. */
  public void announce(String sku, Reference published, Trigger trigger) throws Exception {
    SkuStock row = rows.stock(sku);
    row = published.deleted() ? row.withdraw() : row.announce();
    row =
        published.deleted() && published.effectiveFrom().equals(Instant.EPOCH)
            ? row.unpublish()
            : row.publish(ArticleVersion.of(published), now);
    rows.keep(sku, row);
    if (row.versions().stream().anyMatch(ArticleVersion::isKeptBackOrOversold)) {
      // What is to hold later may have been published when nothing was kept back yet.
      for (ArticleVersion version : row.versions()) {
        beginnings.at(version.from(), sku);
      }
    }
    announced.add(sku);
    supplied.put(sku, trigger);
  }

  /**
   * What a channel may have of an article was published, or is not said any more.
   *
   * @param name {@code sku@channel}
   */
  public void fence(String name, Reference published, Trigger trigger) throws Exception {
    int at = name.lastIndexOf(RingFence.AT);
    if (at < 0) {
      return; // Nothing is published under such a name.
    }
    String sku = name.substring(0, at);
    Offering offering = rows.stock(sku).offering();
    Fences fences = offering.fences().publish(name.substring(at + 1), published, now);
    rows.keep(sku, rows.stock(sku).with(offering.with(fences)));
    beginnings.at(published.effectiveFrom(), sku);
    supplied.put(sku, trigger);
  }

  /** A bundle of that name was published: who waits for an article of that name may want it. */
  public void offer(String sku, Reference published, Trigger trigger) {
    beginnings.at(published.effectiveFrom(), sku);
    announced.add(sku);
    supplied.put(sku, trigger);
  }

  public void lock(Order order, Parcel parcel, Trigger trigger) throws Exception {
    lockPart(parcel, trigger);
    takings.take(order, parcel);
  }

  /** An order takes all goods of a parcel, wherever they are locked or in transit. */
  public void take(Order order, Parcel parcel) throws Exception {
    takings.take(order, parcel);
  }

  /** Locks goods that are counted as taken already. */
  public void lockPart(Parcel parcel, Trigger trigger) throws Exception {
    Movement movement = new Movement(Type.LOCKED, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      Cell cell = rows.cell(line.sku(), parcel.warehouse()).lock(line.quantity());
      movement.enter(line.sku(), cell, Quality.GOOD, 0, line.quantity());
    }
    movement.close();
  }

  public void release(Parcel parcel, Trigger trigger) throws Exception {
    Movement movement = new Movement(Type.RELEASED, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      Cell cell = rows.cell(line.sku(), parcel.warehouse()).release(line.quantity());
      movement.enter(line.sku(), cell, Quality.GOOD, 0, -line.quantity());
    }
    movement.close();
    giveBack(parcel, trigger);
  }

  /** Where a channel has a quota it may take others now, even if no more are there. */
  public void giveBack(Parcel parcel, Trigger trigger) throws Exception {
    for (String sku : takings.end(parcel, false)) {
      supplied.put(sku, trigger);
    }
  }

  public void ship(Parcel parcel, Trigger trigger) throws Exception {
    ship(Type.SHIPPED, parcel, trigger);
  }

  private void ship(Type type, Parcel parcel, Trigger trigger) throws Exception {
    Movement movement = new Movement(type, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      Cell cell = rows.cell(line.sku(), parcel.warehouse()).ship(line.quantity());
      movement.enter(line.sku(), cell, Quality.GOOD, -line.quantity(), -line.quantity());
      movement.told(line.sku(), parcel.warehouse(), Quality.GOOD, -line.quantity());
    }
    movement.close();
    takings.end(parcel, true);
    staysAway(parcel, trigger);
  }

  /** The reservation ended before; the goods left all the same, so they are missing now. */
  public void shipReleased(Order order, Parcel parcel, Trigger trigger) throws Exception {
    shipReleased(Type.SHIPPED, parcel, trigger);
    for (String sku : takings.leave(order, parcel)) {
      supplied.put(sku, trigger);
    }
  }

  private void shipReleased(Type type, Parcel parcel, Trigger trigger) throws Exception {
    Movement movement = new Movement(type, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      move(movement, line.sku(), parcel.warehouse(), Quality.GOOD, -line.quantity());
    }
    movement.close();
  }

  /** Goods that could not be found left all the same: so they were there. */
  public void shipFound(Order order, Parcel parcel, Trigger trigger) throws Exception {
    for (Parcel.Line line : parcel.lines()) {
      add(Type.ADJUSTED, line.sku(), parcel.warehouse(), Quality.GOOD, line.quantity(), trigger);
    }
    shipReleased(order, parcel, trigger);
  }

  /** Goods that are locked for a leg left for another warehouse. */
  public void transferOut(Parcel leg, Trigger trigger) throws Exception {
    ship(Type.TRANSFERRED_OUT, leg, trigger);
  }

  /** The same of goods that were not locked any more. */
  public void transferReleased(Parcel leg, Trigger trigger) throws Exception {
    shipReleased(Type.TRANSFERRED_OUT, leg, trigger);
  }

  /** The same of goods that could not be found. */
  public void transferFound(Parcel leg, Trigger trigger) throws Exception {
    Movement found = new Movement(Type.ADJUSTED, trigger, leg.deliveryId());
    for (Parcel.Line line : leg.lines()) {
      move(found, line.sku(), leg.warehouse(), Quality.GOOD, line.quantity());
    }
    found.close();
    transferReleased(leg, trigger);
  }

  /** Goods came from another warehouse. */
  public void transferIn(
      String legId, String sku, String to, Quality quality, int units, Trigger trigger)
      throws Exception {
    Movement movement = new Movement(Type.TRANSFERRED_IN, trigger, legId);
    move(movement, sku, to, quality, units);
    movement.close();
  }

  /** The goods that have just come are locked for a parcel: what a count misses is missing. */
  public void lockArrived(Parcel parcel, Trigger trigger) throws Exception {
    Movement movement = new Movement(Type.LOCKED, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      int units = line.quantity();
      Cell cell = rows.cell(line.sku(), parcel.warehouse()).lockAnyway(units);
      movement.enter(line.sku(), cell, Quality.GOOD, 0, units);
    }
    movement.close();
  }

  /**
   * Closes a transfer on which the two warehouses do not agree, as the one that received it says:
   * what never came came and was not there, what came too much was there before.
   *
   * @param lost units that left and did not come; below 0 where more came
   */
  public void settle(String legId, String sku, String to, int lost, Trigger trigger)
      throws Exception {
    int units = Math.abs(lost);
    Type first = lost > 0 ? Type.TRANSFERRED_IN : Type.ADJUSTED;
    enter(first, legId, sku, to, units, trigger);
    Type then = lost > 0 ? Type.ADJUSTED : Type.TRANSFERRED_IN;
    enter(then, legId, sku, to, -units, trigger);
  }

  /** What no warehouse has told: so no count can have it in. */
  private void enter(
      Type type, String legId, String sku, String warehouse, int units, Trigger trigger)
      throws Exception {
    Movement movement = new Movement(type, trigger, legId);
    Cell cell = rows.cell(sku, warehouse).add(Quality.GOOD, units);
    movement.enter(sku, cell, Quality.GOOD, units, 0);
    movement.close();
  }

  /**
   * The warehouse cannot find goods that were locked for a parcel.
   *
   * @return those of them that a count had found missing already: they are not missed twice
   */
  public List<String> writeOff(Parcel parcel, Trigger trigger) throws Exception {
    List<String> known = new ArrayList<>();
    Movement movement = new Movement(Type.ADJUSTED, trigger, parcel.deliveryId());
    for (Parcel.Line line : parcel.lines()) {
      Cell cell = rows.cell(line.sku(), parcel.warehouse());
      Cell less = cell.writeOff(line.quantity());
      long counted = cell.deficit() - less.deficit();
      long missed = line.quantity() - counted;
      movement.enter(line.sku(), less, Quality.GOOD, -missed, -line.quantity());
      movement.told(line.sku(), parcel.warehouse(), Quality.GOOD, -missed);
      if (counted > 0) {
        known.add(line.sku() + "*" + counted);
      }
    }
    movement.close();
    giveBack(parcel, trigger);
    staysAway(parcel, trigger);
    return known;
  }

  /**
   * Goods of a parcel that was to come back will not, so what is missing where it lies is missing
   * still. One that was not recalled was not counted on.
   */
  public void staysAway(Parcel parcel, Trigger trigger) throws Exception {
    if (!parcel.status().isRecalled()) {
      return;
    }
    for (Parcel.Line line : parcel.lines()) {
      Place place = new Place(line.sku(), parcel.warehouse());
      if (rows.cell(place.sku(), place.warehouse()).deficit() > 0) {
        shortened.put(place, trigger);
      }
    }
  }

  private void move(Movement movement, String sku, String warehouse, Quality quality, long units)
      throws Exception {
    movement.enter(sku, rows.cell(sku, warehouse).add(quality, units), quality, units, 0);
    movement.told(sku, warehouse, quality, units);
  }

  /** SKUs of which more can be promised than before, with what brought it. */
  public Map<String, Trigger> supplied() {
    return supplied;
  }

  /** Where goods were found missing that are locked, with what told of it. */
  public Map<Place, Trigger> shortened() {
    return shortened;
  }

  /** Whether the catalogue spoke of the SKU: who waits for it may wait for another reason now. */
  public boolean wasAnnounced(String sku) {
    return announced.contains(sku);
  }

  /** Goods that a count had in it before their own message came. */
  private record Counted(String sku, String warehouse, Quality quality, long units) {}

  /** One entry of the ledger, until it is closed. */
  private final class Movement {

    private final Type type;
    private final Trigger trigger;
    private final @Nullable String deliveryId;
    private final List<Entry> entries = new ArrayList<>(4);
    private final List<Counted> counted = new ArrayList<>(0);

    Movement(Type type, Trigger trigger, @Nullable String deliveryId) {
      this.type = type;
      this.trigger = trigger;
      this.deliveryId = deliveryId;
    }

    /**
     * The cell is like that from now on.
     *
     * @param units by how many more there are to be
     * @param locked by how many more are to be locked
     */
    void enter(String sku, Cell cell, Quality quality, long units, long locked) throws Exception {
      SkuStock before = rows.stock(sku);
      if (before.movements() == 0 && !before.cells().isEmpty()) {
        before = open(sku, before);
      }
      Cell was = before.cell(cell.warehouse());
      SkuStock row = before.booked(cell);
      rows.keep(sku, row);
      entries.add(entry(sku, row.movements(), cell, quality, units, locked));
      if (cell.available() > was.available()) {
        supplied.put(sku, trigger);
      }
      if (cell.deficit() > was.deficit()) {
        shortened.put(new Place(sku, cell.warehouse()), trigger);
      }
    }

    /** What was there before anybody kept a ledger of it. */
    private SkuStock open(String sku, SkuStock stock) throws Exception {
      Movement opening = new Movement(Type.OPENING, trigger, null);
      SkuStock opened = stock;
      for (Cell cell : stock.cells()) {
        for (Quality quality : Quality.values()) {
          long locked = quality == Quality.GOOD ? cell.locked() : 0;
          if (cell.balance(quality) != 0 || locked != 0) {
            opened = opened.booked(cell);
            opening.entries.add(
                entry(sku, opened.movements(), cell, quality, cell.balance(quality), locked));
          }
        }
      }
      opening.close();
      return opened;
    }

    /**
     * A warehouse has told of these goods; where a count had them in it, they are counted twice.
     */
    void told(String sku, String warehouse, Quality quality, long units) throws Exception {
      Long position = trigger.position();
      if (position == null) {
        return;
      }
      if (position <= rows.cell(sku, warehouse).countedAsOf()) {
        counted.add(new Counted(sku, warehouse, quality, units));
      } else {
        positions.add(position, warehouse, sku, quality, units);
      }
    }

    void close() throws Exception {
      if (entries.isEmpty()) {
        return;
      }
      out.movement(
          new StockMovement(
              pool, type, trigger.at(), trigger.cause(), trigger.actor(), deliveryId, entries));
      Movement setRight = new Movement(Type.COUNTED, trigger, null);
      for (Counted twice : counted) {
        Cell cell = rows.cell(twice.sku, twice.warehouse).add(twice.quality, -twice.units);
        setRight.enter(twice.sku, cell, twice.quality, -twice.units, 0);
      }
      setRight.close();
    }
  }

  private static Entry entry(
      String sku, long sequence, Cell cell, Quality quality, long units, long locked) {
    return new Entry(
        sku,
        sequence,
        cell.warehouse(),
        quality,
        units,
        locked,
        cell.balance(quality),
        quality == Quality.GOOD ? cell.locked() : 0);
  }
}
