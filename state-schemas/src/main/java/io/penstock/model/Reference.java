package io.penstock.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record of the reference data that the business changes while the jobs run.
 *
 * <p>Exactly the component that {@code type} names is present, or none where {@code deleted}.
 *
 * @param id unique within its type: {@code taobao/shop-1} for a shop, {@code unpaid} for a rule
 * @param effectiveFrom from when it holds, in event time; of several versions the latest that is
 *     effective counts
 * @param deleted whether it stops to hold at {@code effectiveFrom}
 */
public record Reference(
    Type type,
    String id,
    Instant effectiveFrom,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean deleted,
    @Nullable Shop shop,
    @Nullable Pool pool,
    @Nullable Warehouse warehouse,
    @Nullable Sku sku,
    @Nullable Rule rule,
    @Nullable Denial denial,
    @Nullable Mapping mapping,
    @Nullable ControlTotal controlTotal,
    @Nullable Playbook playbook,
    @Nullable Bundle bundle,
    @Nullable Gift gift,
    @Nullable Carrier carrier,
    @Nullable WaybillRange waybillRange,
    @Nullable RingFence ringFence,
    @Nullable Inbound inbound)
    implements Serializable {

  /** What kind of record it is. */
  public enum Type {
    SHOP(Shop.class),
    POOL(Pool.class),
    WAREHOUSE(Warehouse.class),
    SKU(Sku.class),
    RULE(Rule.class),
    DENIAL(Denial.class),
    MAPPING(Mapping.class),
    CONTROL_TOTAL(ControlTotal.class),
    PLAYBOOK(Playbook.class),
    BUNDLE(Bundle.class),
    GIFT(Gift.class),
    CARRIER(Carrier.class),
    WAYBILL_RANGE(WaybillRange.class),
    RING_FENCE(RingFence.class),
    INBOUND(Inbound.class);

    private final Class<? extends Record> part;

    Type(Class<? extends Record> part) {
      this.part = part;
    }

    private static Type of(Record part) {
      for (Type type : values()) {
        if (type.part.isInstance(part)) {
          return type;
        }
      }
      throw new IllegalArgumentException("no part of the reference data: " + part.getClass());
    }
  }

  public Reference {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
    effectiveFrom = effectiveFrom == null ? Instant.EPOCH : effectiveFrom;
    if (!deleted
        && Stream.of(
                shop,
                pool,
                warehouse,
                sku,
                rule,
                denial,
                mapping,
                controlTotal,
                playbook,
                bundle,
                gift,
                carrier,
                waybillRange,
                ringFence,
                inbound)
            .noneMatch(type.part::isInstance)) {
      throw new IllegalArgumentException("a " + type + " record without its " + type + " part");
    }
  }

  /** The record that publishes one part, which holds from then on. */
  public static Reference of(String id, Instant from, Record part) {
    return new Reference(
        Type.of(part),
        id,
        from,
        false,
        as(Shop.class, part),
        as(Pool.class, part),
        as(Warehouse.class, part),
        as(Sku.class, part),
        as(Rule.class, part),
        as(Denial.class, part),
        as(Mapping.class, part),
        as(ControlTotal.class, part),
        as(Playbook.class, part),
        as(Bundle.class, part),
        as(Gift.class, part),
        as(Carrier.class, part),
        as(WaybillRange.class, part),
        as(RingFence.class, part),
        as(Inbound.class, part));
  }

  /** That a record holds no longer, as if it had never been published. */
  public static Reference end(Type type, String id) {
    return end(type, id, Instant.EPOCH);
  }

  /** That a record holds no longer from then on. */
  public static Reference end(Type type, String id, Instant from) {
    return new Reference(
        type, id, from, true, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }

  private static <T> @Nullable T as(Class<T> type, Record part) {
    return type.isInstance(part) ? type.cast(part) : null;
  }

  /**
   * A seller's shop on a marketplace: whose it is, and whose stock it sells.
   *
   * @param stockUpdatesPerMinute how many stock levels the marketplace may be told for the shop in
   *     a minute; absent: it is told none
   */
  public record Shop(
      String marketplace,
      String shop,
      String merchant,
      String pool,
      @Nullable Integer stockUpdatesPerMinute)
      implements Serializable {

    public Shop(String marketplace, String shop, String merchant, String pool) {
      this(marketplace, shop, merchant, pool, null);
    }
  }

  /**
   * How the orders of one stock pool may be divided over warehouses, and put together again.
   *
   * @param merge absent: no order waits for another
   * @param objective what counts when an order can be shipped in several ways, what counts most
   *     first, each once; absent: all of it, in the order of {@link Criterion}
   * @param currency of the prices that {@link Criterion#COST} compares: services that are priced in
   *     another one are not offered; absent: nothing costs anything
   * @param deliverWithin how long after it was paid an order must arrive, such as {@code PT72H};
   *     absent: nothing is promised of that
   * @param partial absent: an order that is short of goods waits for all of them
   * @param parcels absent: what a warehouse ships of an order at one time is one parcel
   * @param transfer absent: no goods are moved between warehouses for an order
   */
  public record Pool(
      String pool,
      SplitPolicy split,
      @Nullable Merge merge,
      @Nullable List<Criterion> objective,
      @Nullable String currency,
      @Nullable String deliverWithin,
      @Nullable Partial partial,
      @Nullable Parcels parcels,
      @Nullable Transfers transfer)
      implements Serializable {

    public Pool(String pool, SplitPolicy split, @Nullable Merge merge) {
      this(pool, split, merge, null, null, null, null, null);
    }

    /** One that moves nothing between its warehouses. */
    public Pool(
        String pool,
        SplitPolicy split,
        @Nullable Merge merge,
        @Nullable List<Criterion> objective,
        @Nullable String currency,
        @Nullable String deliverWithin,
        @Nullable Partial partial,
        @Nullable Parcels parcels) {
      this(pool, split, merge, objective, currency, deliverWithin, partial, parcels, null);
    }
  }

  /**
   * The goods of an order that no single warehouse has are brought together in one that ships it.
   *
   * @param mostLegs from how many other warehouses some are fetched at most
   * @param minValueMinor what they must be worth at least, by the amounts of the order's lines, in
   *     minor units of the order's currency; absent: anything
   */
  public record Transfers(When when, int mostLegs, @Nullable Long minValueMinor)
      implements Serializable {

    /** When goods are moved. */
    public enum When {
      /** Only for an order that could not be shipped otherwise, although all of it is there. */
      INSTEAD_OF_WAITING,
      /** Also for one that could be shipped from several warehouses. */
      INSTEAD_OF_SPLIT
    }
  }

  /**
   * What there is of an order that is short of goods is sent, and the rest follows.
   *
   * @param minValueMinor what it must be worth at least, by the amounts of its lines, in minor
   *     units of the order's currency; absent: anything
   * @param presalesOnly whether that is done only for an order all of whose missing goods may be
   *     sold before they come
   */
  public record Partial(
      @Nullable Long minValueMinor, @JsonSetter(nulls = Nulls.AS_EMPTY) boolean presalesOnly)
      implements Serializable {}

  /**
   * Into what parcels a warehouse divides what it ships of an order at one time, as far as the
   * pool's {@link SplitPolicy} lets it.
   *
   * @param mostGrams what a parcel weighs at most, unless a single unit, or a line that may not be
   *     divided, is heavier; absent: any weight
   * @param oneClass whether goods of different storage classes go in parcels of their own
   */
  public record Parcels(@Nullable Integer mostGrams, boolean oneClass) implements Serializable {}

  /**
   * What counts when an order can be shipped in several ways. Each is a sum over the parcels, and
   * the lower is the better.
   */
  public enum Criterion {
    /**
     * Parcels that are late: that leave after the order's ship-by, or arrive later than the pool
     * delivers within.
     */
    PROMISE,
    PARCELS,
    /** Parcels from where nobody waits whom they may travel with. */
    COMPANY,
    /** Freight and handling, in minor units of the pool's currency. */
    COST,
    /** Places in the warehouse's list of regions, 0 in its own region. */
    DISTANCE,
    /** How far the warehouse's priority is below the highest of those that may ship the order. */
    PRIORITY,
    /** Thousandths of the day's capacity that are taken, of the day on which the parcel leaves. */
    CAPACITY
  }

  /**
   * How long paid orders of one consignee wait for one another, to leave as one delivery.
   *
   * @param window how long the first of them waits, such as {@code PT30M}
   * @param handling how long before the time it must be shipped by a warehouse must be told of an
   *     order, such as {@code PT4H}
   * @param maxOrders as soon as so many wait, they leave
   * @param maxUnits what carriers take in one delivery; absent: any number
   */
  public record Merge(String window, String handling, int maxOrders, @Nullable Integer maxUnits)
      implements Serializable {}

  /** How an order may be divided over warehouses when no single one has it all. */
  public enum SplitPolicy {
    /** All in one parcel, or it waits. */
    NEVER,
    /** Whole lines from different warehouses. */
    BETWEEN_LINES,
    /** Even one line from several warehouses. */
    WITHIN_LINES
  }

  /**
   * A place that ships.
   *
   * @param region where it stands; an order to this region is nearest
   * @param serves the other regions that it ships to, nearest first; {@code *} is everywhere
   * @param priority among equally near ones, the higher is asked first
   * @param exports the other countries into which it can clear its parcels, nearest first; {@code
   *     *} is every one; absent: none
   * @param storageClasses the only classes of articles that it takes, {@link #ORDINARY} for those
   *     without one; absent: any
   * @param owners the only pools whose goods it ships; absent: any
   * @param dispatch when parcels leave; absent: at once, and as many as there are
   * @param handlingMinor what a parcel costs beside its freight; absent: nothing
   * @param printEvery for how many minutes labels are gathered before they are printed, from
   *     midnight by its clock on; 0: not at all; absent: 30
   * @param printMost how many labels are printed at once; absent: 200
   */
  public record Warehouse(
      String warehouse,
      String country,
      String region,
      List<String> serves,
      @JsonSetter(nulls = Nulls.AS_EMPTY) int priority,
      @Nullable List<String> exports,
      @Nullable List<String> storageClasses,
      @Nullable List<String> owners,
      @Nullable Dispatch dispatch,
      @Nullable Long handlingMinor,
      @Nullable Integer printEvery,
      @Nullable Integer printMost)
      implements Serializable {

    /** The class of goods that name none. */
    public static final String ORDINARY = "ORDINARY";

    /** One that prints as most do. */
    public Warehouse(
        String warehouse,
        String country,
        String region,
        List<String> serves,
        int priority,
        @Nullable List<String> exports,
        @Nullable List<String> storageClasses,
        @Nullable List<String> owners,
        @Nullable Dispatch dispatch,
        @Nullable Long handlingMinor) {
      this(
          warehouse,
          country,
          region,
          serves,
          priority,
          exports,
          storageClasses,
          owners,
          dispatch,
          handlingMinor,
          null,
          null);
    }

    public Warehouse(
        String warehouse, String country, String region, List<String> serves, int priority) {
      this(warehouse, country, region, serves, priority, null, null, null, null, null);
    }
  }

  /**
   * When the parcels of a warehouse leave, by its own clock.
   *
   * @param zone such as {@code Asia/Shanghai}
   * @param cutOff such as {@code 16:00}: the first minute that is too late for the day's parcels,
   *     which leave then; absent: they leave at once, as long as the day lasts
   * @param workingDays absent: every day
   * @param holidays days on which nothing leaves, such as {@code 2026-10-01}; absent: none
   * @param capacity how many parcels may leave on one day; absent: any number
   */
  public record Dispatch(
      String zone,
      @Nullable String cutOff,
      @Nullable List<DayOfWeek> workingDays,
      @Nullable List<String> holidays,
      @Nullable Integer capacity)
      implements Serializable {}

  /**
   * An article that a pool keeps. Orders for a SKU that was never announced are held.
   *
   * @param floor the least that a unit may be sold for, as rules see it; absent: anything
   * @param storageClass how it must be kept, such as {@code CHILLED} or {@code DANGEROUS}: orders
   *     never travel together where their goods are of different classes; absent: ordinary goods
   * @param carriers those that may take it, as warehouses name them, at least one; absent: any
   * @param weightGrams of one unit; absent: it weighs nothing
   * @param barredFrom countries that it may not enter from another one; {@code *} is every one;
   *     absent: none
   * @param safetyStock units, of all that the pool has, that nobody is promised; absent: none
   * @param oversell units beyond those that can be promised that are offered all the same; goods
   *     that are not there are never locked; absent: none
   */
  public record Sku(
      String pool,
      String sku,
      @Nullable String title,
      @Nullable Money floor,
      @Nullable String storageClass,
      @Nullable List<String> carriers,
      @Nullable Integer weightGrams,
      @Nullable List<String> barredFrom,
      @Nullable Integer safetyStock,
      @Nullable Integer oversell)
      implements Serializable {

    public Sku(
        String pool,
        String sku,
        @Nullable String title,
        @Nullable Money floor,
        @Nullable String storageClass,
        @Nullable List<String> carriers,
        @Nullable Integer weightGrams,
        @Nullable List<String> barredFrom) {
      this(pool, sku, title, floor, storageClass, carriers, weightGrams, barredFrom, null, null);
    }

    public Sku(
        String pool,
        String sku,
        @Nullable String title,
        @Nullable Money floor,
        @Nullable String storageClass,
        @Nullable List<String> carriers) {
      this(pool, sku, title, floor, storageClass, carriers, null, null);
    }
  }

  /**
   * An audit rule of the business.
   *
   * @param expression CEL over the order view; true means that the rule fires
   * @param version the business's own count of changes
   * @param reason the code that goes with the decision
   * @param priority the higher is asked first
   * @param scope whose orders it is asked about; absent: everybody's
   * @param hours when it is asked; absent: always
   * @param value what its action needs: see there
   * @param keepsStock only of {@code HOLD}: goods are locked for the order meanwhile, as long as
   *     every rule that holds it says so; no warehouse is told of them
   * @param stockExpression only of {@code HOLD} without {@code keepsStock}: CEL over the view of
   *     the stock, asked when goods are to be locked for an order of which {@code expression} is
   *     true; only if it is true then, the order is held
   */
  public record Rule(
      String rule,
      int version,
      String expression,
      Action action,
      String reason,
      @JsonSetter(nulls = Nulls.AS_EMPTY) int priority,
      @Nullable Scope scope,
      @Nullable ActiveHours hours,
      @Nullable String value,
      @JsonSetter(nulls = Nulls.AS_EMPTY) boolean keepsStock,
      @Nullable String stockExpression)
      implements Serializable {}

  /**
   * What a rule that fires asks for. Of those that stop an order the strongest counts: a rejection,
   * then a hold, then what waits.
   */
  public enum Action {
    /** Not due yet: the next version will tell. */
    WAIT,
    HOLD,
    REJECT,
    /**
     * Not due yet: it is judged again when the time in {@code value}, such as {@code PT30M}, has
     * passed since it was paid, or placed where it is not paid.
     */
    DELAY,
    /**
     * What rules of a lower priority would hold passes. What waits still waits, what is rejected
     * stays rejected, and a rule that fails still holds.
     */
    PASS,
    /** Nothing but the reason, which goes with the order. */
    TAG,
    /**
     * The order's rank when stock is scarce is the whole number in {@code value}, the higher the
     * earlier; of several rules the first that fires counts.
     */
    PRIORITIZE,
    /**
     * The salesperson in {@code value} has the order: the reason's detail says so. Of several rules
     * the first that fires counts.
     */
    ASSIGN
  }

  /** Whose orders a rule or a gift is about; what is absent narrows nothing. */
  public record Scope(
      @Nullable String merchant, @Nullable String marketplace, @Nullable String shop)
      implements Serializable {}

  /**
   * When in the week a rule is asked, by the time of the order's record.
   *
   * @param zone such as {@code Asia/Shanghai}
   * @param from such as {@code 22:00}
   * @param until the first minute that is not in it; not later than {@code from}: of the next day
   * @param days on which it begins; empty: every day
   */
  public record ActiveHours(
      String zone,
      String from,
      String until,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<DayOfWeek> days)
      implements Serializable {}

  /**
   * What becomes of orders that are held for one reason: the record's id is the reason's code.
   *
   * @param owner the role that must look
   * @param deadline how long it may be held for this reason, such as {@code PT24H}; absent: for
   *     ever
   * @param onTimeout what happens then; absent where there is no deadline
   * @param escalateTo the role that must look from then on; only of {@code ESCALATE}
   * @param recheck how often the order is judged again meanwhile, such as {@code PT10M}, because
   *     what holds it may be cleared without a word about the order; the longer it is held the less
   *     often, after a sixteenth of that time; absent: never
   */
  public record Playbook(
      String code,
      String owner,
      @Nullable String deadline,
      @Nullable Timeout onTimeout,
      @Nullable String escalateTo,
      @Nullable String recheck)
      implements Serializable {}

  /** What happens to an order that was held for as long as its playbook allows. */
  public enum Timeout {
    /** This reason holds it no longer. */
    RELEASE,
    /**
     * It is over, and gives back its stock; the event says so. What the stock holds, because of a
     * rule's {@code stockExpression}, stays held instead.
     */
    CANCEL,
    /** It stays held, and another role must look. */
    ESCALATE
  }

  /**
   * Somebody or something that we do not deliver to.
   *
   * @param kind which field of the order is compared
   */
  public record Denial(Kind kind, String value) implements Serializable {

    /** The field of the order that is compared; masked and opaque values compare as they are. */
    public enum Kind {
      BUYER,
      PHONE,
      CONSIGNEE_TOKEN
    }
  }

  /**
   * How the messages of a marketplace are read: its folder, as texts. It replaces what is shipped
   * under that name.
   *
   * @param marketplace its name, which is also the record's id
   * @param files {@code marketplace.json} and the mappings
   */
  public record Mapping(String marketplace, List<MappingFile> files) implements Serializable {

    /** Whether it has files with names and texts, and the record is named after it. */
    public boolean isOf(String id) {
      return id.equals(marketplace)
          && files != null
          && files.stream()
              .allMatch(file -> file != null && file.name() != null && file.text() != null);
    }

    /** The record that publishes it. */
    public Reference from(Instant effectiveFrom) {
      return Reference.of(marketplace, effectiveFrom, this);
    }
  }

  /**
   * A file of a marketplace's folder.
   *
   * @param name such as {@code order.jslt}
   */
  public record MappingFile(String name, String text) implements Serializable {}

  /**
   * What a marketplace itself says of how many orders a shop had in an hour, so that one that never
   * reached us is missed. The record's id is {@code marketplace/shop/hour/currency}.
   *
   * @param hour its beginning; orders count in the hour in which they were created
   * @param orders how many in this currency, cancelled ones included
   * @param currency of the amount
   * @param amountMinor what the buyers of those orders pay, in minor units
   */
  public record ControlTotal(
      String marketplace, String shop, Instant hour, long orders, String currency, long amountMinor)
      implements Serializable {

    /** Whether it names one hour of one shop, and the record is named after it. */
    public boolean isOf(String id) {
      return Stream.of(marketplace, shop, hour, currency).noneMatch(Objects::isNull)
          && hour.equals(hour.truncatedTo(ChronoUnit.HOURS))
          && id.equals(from(Instant.EPOCH).id());
    }

    /** The record that publishes it. */
    public Reference from(Instant effectiveFrom) {
      return Reference.of(
          String.join("/", marketplace, shop, hour.toString(), currency), effectiveFrom, this);
    }
  }
}
