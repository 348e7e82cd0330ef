package io.penstock.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that are brought together in one warehouse, because an order is to be shipped from there
 * (调拨单). Each other warehouse that gives some of them is told so by a delivery of its own, a leg:
 * {@code taobao/shop/4711#2.t1} is the first of the transfer {@code taobao/shop/4711#2}.
 *
 * @param id the order and the allocation
 * @param parcelId the parcel of the order that waits for them
 * @param to where they are brought
 */
public record Transfer(String id, String orderKey, String parcelId, String to, List<Leg> legs) {

  private static final String LEG = ".t";

  /** How far the warehouse that gives the goods is. */
  public enum Stage {
    ASKED,
    ACCEPTED,
    PICKED,
    /** We asked the warehouse to stop; it has not answered. */
    RECALLED,
    /** Nothing that is locked for the leg is there any more: it left, or will not. */
    GONE
  }

  /**
   * What one warehouse gives.
   *
   * @param closed whether the other warehouse has said that no more of it will come
   * @param lines what it was told to send, for which lines of the order
   * @param goods what has become of that, one for each article
   * @param answerBy of one that is recalled: when somebody must ask the warehouse, if it has not
   *     answered; absent where nobody must, or has been told to
   */
  public record Leg(
      String id,
      String from,
      Stage stage,
      boolean closed,
      List<Parcel.Line> lines,
      List<Goods> goods,
      @Nullable Instant answerBy) {

    public Leg as(Stage next) {
      return new Leg(id, from, next, closed, lines, goods, next == stage ? answerBy : null);
    }

    /** The same, whose warehouse is asked to stop, and until when it is to answer. */
    public Leg recalled(@Nullable Instant due) {
      return new Leg(id, from, Stage.RECALLED, closed, lines, goods, due);
    }

    /** The same, of which no more will come. */
    public Leg close() {
      return new Leg(id, from, stage, true, lines, goods, answerBy);
    }

    /** The same, with that to be said of an article. */
    public Leg with(Goods changed) {
      List<Goods> next = new ArrayList<>(goods.size());
      for (Goods one : goods) {
        next.add(one.sku().equals(changed.sku()) ? changed : one);
      }
      return new Leg(id, from, stage, closed, lines, next, answerBy);
    }

    public @Nullable Goods goods(String sku) {
      for (Goods one : goods) {
        if (one.sku().equals(sku)) {
          return one;
        }
      }
      return null;
    }

    /** Whether something is still locked for it where it comes from. */
    public boolean isThere() {
      return goods.stream().anyMatch(one -> one.here() > 0);
    }

    /** Whether something left, and nobody has said yet what became of it. */
    public boolean isInTransit() {
      return goods.stream().anyMatch(one -> one.inTransit() != 0);
    }

    /** Whether the order waits for some of it. */
    public boolean isAwaited() {
      return goods.stream().anyMatch(one -> one.awaited() > 0);
    }

    /** Whether the order waits for more of it than can still come. */
    public boolean isShort() {
      return goods.stream()
          .anyMatch(one -> one.awaited() > Math.max(0, one.here() + one.inTransit()));
    }
  }

  /**
   * Units of an article in a leg.
   *
   * @param asked how many the warehouse was told to send
   * @param here how many of them are locked there
   * @param left how many have left
   * @param missing how many could not be found, and have not left after all
   * @param arrived how many have come, or were given up where none will: what left and has not
   *     arrived is in transit, which is below 0 while we know of the arrival only
   * @param awaited how many of them the order still waits for
   */
  public record Goods(
      String sku, int asked, int here, int left, int missing, int arrived, int awaited) {

    public Goods {
      boolean inBounds = here >= 0 && left >= 0 && missing >= 0 && awaited >= 0 && awaited <= asked;
      if (!inBounds || here + left + missing > asked) {
        throw new IllegalStateException(
            "broken leg of " + asked + " " + sku + ": " + here + " here");
      }
    }

    /** All of it is to be sent. */
    public static Goods asked(String sku, int units) {
      return new Goods(sku, units, units, 0, 0, 0, units);
    }

    public int inTransit() {
      return left - arrived;
    }

    /** Units that were given back where they are, because they were not to be sent any more. */
    public int givenBack() {
      return asked - here - left - missing;
    }

    /** So many of those that are locked left. */
    public Goods leave(int units) {
      return new Goods(sku, asked, here - units, left + units, missing, arrived, awaited);
    }

    /** So many of those that were given back left all the same. */
    public Goods leaveAfterAll(int units) {
      return new Goods(sku, asked, here, left + units, missing, arrived, awaited);
    }

    /** So many of those that were missing were there, and left. */
    public Goods leaveFound(int units) {
      return new Goods(sku, asked, here, left + units, missing - units, arrived, awaited);
    }

    /** So many cannot be found. */
    public Goods miss(int units) {
      return new Goods(sku, asked, here - units, left, missing + units, arrived, awaited);
    }

    /** What is locked is given back. */
    public Goods giveBack() {
      return new Goods(sku, asked, 0, left, missing, arrived, awaited);
    }

    /**
     * So many came.
     *
     * @param forTheOrder how many of them it waited for
     */
    public Goods arrive(int units, int forTheOrder) {
      return new Goods(sku, asked, here, left, missing, arrived + units, awaited - forTheOrder);
    }

    /** Nothing is in transit any more: what did not come will not, what came too much was there. */
    public Goods settle() {
      return new Goods(sku, asked, here, left, missing, left, awaited);
    }

    /** The order waits for none of it any more. */
    public Goods unwanted() {
      return new Goods(sku, asked, here, left, missing, arrived, 0);
    }
  }

  /** The name of what is moved for an allocation of an order. */
  public static String id(String orderKey, int plan) {
    return orderKey + "#" + plan;
  }

  /** The name of a leg. */
  public static String legId(String transfer, int ordinal) {
    return transfer + LEG + ordinal;
  }

  /** The transfer of a leg of that name; absent where a leg is never called so. */
  public static @Nullable String ofLeg(String deliveryId) {
    int leg = deliveryId.indexOf(LEG, deliveryId.lastIndexOf('#') + 1);
    return leg < 0 || deliveryId.indexOf('#') < 0 ? null : deliveryId.substring(0, leg);
  }

  public @Nullable Leg leg(String legId) {
    for (Leg leg : legs) {
      if (leg.id().equals(legId)) {
        return leg;
      }
    }
    return null;
  }

  public Transfer with(Leg changed) {
    List<Leg> next = new ArrayList<>(legs.size());
    for (Leg leg : legs) {
      next.add(leg.id().equals(changed.id()) ? changed : leg);
    }
    return new Transfer(id, orderKey, parcelId, to, next);
  }

  /** Whether all that the order waited for is there. */
  public boolean hasArrived() {
    return legs.stream().noneMatch(Leg::isAwaited);
  }

  /** Whether nothing is locked for it elsewhere and nothing is in transit. */
  public boolean isOver() {
    return legs.stream().noneMatch(leg -> leg.isThere() || leg.isInTransit());
  }

  /** Units of an article that the order waits for. */
  public int awaited(String sku) {
    int awaited = 0;
    for (Leg leg : legs) {
      Goods goods = leg.goods(sku);
      awaited += goods == null ? 0 : goods.awaited();
    }
    return awaited;
  }
}
