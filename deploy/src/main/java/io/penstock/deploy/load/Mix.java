package io.penstock.deploy.load;

import java.util.SplittableRandom;

/**
 * How often what happens on a peak day. The rates of line counts and cancellations are measured on
 * real marketplaces; the others are meant to be on the high side of real ones.
 */
final class Mix {

  /** What becomes of an order on its marketplace. */
  enum Story {
    PAID_AT_ONCE(0),
    PAID_LATER(0.060),
    NEVER_PAID(0.0075),
    CANCELLED_AFTER_PAYMENT(0.006),
    /** The cancellation overtakes the order. */
    CANCELLED_BEFORE_KNOWN(0.001),
    /** A version overtakes the one before it. */
    OVERTAKEN(0.007),
    NEW_MEMO(0.015),
    /** Two contents, one modified time. */
    TWINS(0.0005),
    /** Known to us only after somebody else shipped it. */
    SHIPPED_ELSEWHERE(0.003),
    CUT_SHORT(0.0004),
    WITHOUT_ID(0.0003),
    UNKNOWN_MARKETPLACE(0.0003);

    private final double share;

    Story(double share) {
      this.share = share;
    }
  }

  /** What is wrong with an order, so that a person must look. */
  enum Flaw {
    NONE(0),
    INCOMPLETE_ADDRESS(0.015),
    DENIED(0.002),
    OVER_VALUE_LIMIT(0.005),
    UNKNOWN_SKU(0.002),
    MISSING_SKU(0.001),
    WRONG_TOTAL(0.001),
    NO_LINES(0.0005);

    private final double share;

    Flaw(double share) {
      this.share = share;
    }
  }

  /** Of all messages, those that come once more, byte for byte. */
  static final double REDELIVERED = 0.05;

  static final int MOST_LINES = 21;

  /** Between these parts of the day hot articles are promoted. */
  private static final double PROMOTION_FROM = 0.30;

  static final double PROMOTION_UNTIL = 0.60;

  /** Of the lines ordered then, those for a hot article. */
  private static final double PROMOTED = 0.20;

  static Story story(SplittableRandom dice) {
    double draw = dice.nextDouble();
    for (Story story : Story.values()) {
      draw -= story.share;
      if (draw < 0) {
        return story;
      }
    }
    return Story.PAID_AT_ONCE;
  }

  static Flaw flaw(SplittableRandom dice) {
    double draw = dice.nextDouble();
    for (Flaw flaw : Flaw.values()) {
      draw -= flaw.share;
      if (draw < 0) {
        return flaw;
      }
    }
    return Flaw.NONE;
  }

  static int lines(SplittableRandom dice) {
    double draw = dice.nextDouble();
    if (draw < 0.8994) {
      return 1;
    } else if (draw < 0.8994 + 0.0749) {
      return 2;
    } else if (draw < 0.8994 + 0.0749 + 0.0163) {
      return 3;
    }
    double tail = dice.nextDouble();
    return 4 + (int) (tail * tail * tail * (MOST_LINES - 3));
  }

  static int quantity(SplittableRandom dice) {
    double draw = dice.nextDouble();
    return draw < 0.90 ? 1 : draw < 0.97 ? 2 : 3 + dice.nextInt(3);
  }

  /**
   * @param time of the day, between 0 and 1
   */
  static int article(double time, SplittableRandom dice) {
    boolean promotion = time >= PROMOTION_FROM && time < PROMOTION_UNTIL;
    return promotion && dice.nextDouble() < PROMOTED
        ? Catalogue.hot(dice.nextDouble())
        : Catalogue.popular(dice.nextDouble());
  }

  private Mix() {}
}
