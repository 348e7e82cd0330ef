package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.denied;
import static io.penstock.audit.Samples.keeping;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.playbook;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderStatus;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of an order of which nothing new has come. */
class RecheckTest extends OneOrder {

  @Test
  void anOrderThatIsDelayedWaitsUntilTheLastDelayIsOver() {
    given(SHOP, rule("cool", Action.DELAY, "PT4H1M", 0), rule("long", Action.DELAY, "PT4H2M", 0));

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("WAITING [COOL, LONG]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isEqualTo(after(120));
    assertThat(told(ask(paid("2", 2, after(119))))).last().isEqualTo("WAITING [LONG]");
    assertThat(told(ask(paid("3", 3, after(120))))).last().isEqualTo("PASSED []");
  }

  @Test
  void anOrderThatWaitsForSomethingElseWhenItsDelayIsOverSaysSo() {
    given(SHOP, rule("cool", Action.DELAY, "PT5H1M", 0));
    ask(version("1", OrderStatus.UNPAID, 1, NOON));
    given(SHOP, UNPAID);
    AuditRecord waiting = Objects.requireNonNull(kept);

    Decision due = audit.recheck().due(waiting, Objects.requireNonNull(newest));

    assertThat(told(Objects.requireNonNull(due.request()))).containsExactly("WAITING [UNPAID]");
    assertThat(Objects.requireNonNull(due.keep()).dueAt()).isNull();
  }

  @Test
  void timeAloneDoesNotPassAnOrderThatIsUnpaidOrHeld() {
    Reference cool = rule("cool", Action.DELAY, "PT5H1M", 0);
    given(SHOP, cool, UNPAID);
    assertThat(told(ask(version("1", OrderStatus.UNPAID, 1, NOON))))
        .last()
        .isEqualTo("WAITING [COOL, UNPAID]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isNull();

    given(SHOP, cool, BIG);
    assertThat(told(ask(paid("1", 2, NOON)))).last().isEqualTo("HELD [BIG, COOL]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isNull();
  }

  @Test
  void whomAVersionNamesIsKnownWhenItIsJudgedAndForgottenWithIt() {
    given(SHOP, DENYLIST);
    assertThat(decide(denied("1", 1, true, NOON)).request()).as("it has not come").isNull();
    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("HELD [DENIED]");
    assertThat(told(ask(paid("1", 2, after(60)))))
        .as("it names somebody else")
        .last()
        .isEqualTo("PASSED []");
    assertThat(decide(denied("1", 1, true, after(70))))
        .as("of an older version")
        .isEqualTo(Decision.NOTHING);
  }

  @Test
  void anOrderThatPassedIsHeldBackByWhatIsKnownLaterAndClearsItself() {
    given(SHOP, DENYLIST);
    ask(paid("1", 1, NOON));

    StockRequest held = ask(denied("1", 1, true, after(60)));
    assertThat(held.kind()).isEqualTo(Kind.RETAIN);
    assertThat(told(held)).containsExactly("HELD [DENIED]");
    assertThat(held.cause().topic()).isEqualTo("reference");
    assertThat(held.events().get(0).cause()).isEqualTo(held.cause());

    assertThat(decide(denied("1", 1, true, after(61))).request()).as("nothing new").isNull();
    StockRequest cleared = ask(denied("1", 1, false, after(120)));
    assertThat(cleared.kind()).as("told only if it was held back").isEqualTo(Kind.RESUME);
    assertThat(told(cleared)).containsExactly("PASSED []");
  }

  @Test
  void whatBecomesOfAnOrderThatWasHeldBackIsToldAsLateAsThat() {
    given(SHOP, DENYLIST, playbook("DENIED", "PT1H", Timeout.ESCALATE, null));
    ask(paid("1", 1, NOON));
    ask(denied("1", 1, true, after(60)));

    Decision due =
        audit.recheck().due(Objects.requireNonNull(kept), Objects.requireNonNull(newest));

    assertThat(Objects.requireNonNull(due.request()).kind()).isEqualTo(Kind.RETAIN);
  }

  @Test
  void whatEndsAnOrderThatWasHeldBackEndsItOnlyIfItWas() {
    given(SHOP, DENYLIST, playbook("DENIED", "PT1H", Timeout.CANCEL, null));
    ask(paid("1", 1, NOON));
    ask(denied("1", 1, true, after(60)));

    Decision due =
        audit.recheck().due(Objects.requireNonNull(kept), Objects.requireNonNull(newest));

    assertThat(Objects.requireNonNull(due.request()).kind()).isEqualTo(Kind.ABANDON);
  }

  @Test
  void whatIsHeldBackByARuleThatKeepsStockKeepsIt() {
    given(SHOP, keeping("denied", "denied"));
    ask(paid("1", 1, NOON));

    assertThat(ask(denied("1", 1, true, after(60))).kind()).isEqualTo(Kind.KEEP);
  }

  @Test
  void whatIsOverIsNotJudgedAgain() {
    given(SHOP, DENYLIST);
    ask(version("1", OrderStatus.SHIPPED, 1, NOON));

    assertThat(decide(denied("1", 1, true, after(60))).request()).isNull();
  }

  @Test
  void goodsAreKeptForAnOrderAsLongAsEveryRuleThatHoldsItSaysSo() {
    given(SHOP, keeping("big", "order.total > 20000"));
    StockRequest held = ask(paid("1", 1, NOON));
    assertThat(told(held)).last().isEqualTo("HELD [BIG]");
    assertThat(held.kind()).isEqualTo(Kind.RESERVE);

    given(SHOP, keeping("big", "order.total > 20000"), BULK);
    assertThat(ask(paid("1", 2, after(60))).kind())
        .as("what the pool locked is given back")
        .isEqualTo(Kind.SUSPEND);

    given(SHOP, keeping("big", "order.total > 20000"), UNPAID);
    assertThat(ask(version("1", OrderStatus.UNPAID, 3, after(120))).kind())
        .as("it is not due anyway")
        .isEqualTo(Kind.SUSPEND);
    given(keeping("big", "order.total > 20000"));
    kept = null;
    assertThat(ask(paid("1", 4, after(180))).kind())
        .as("nobody knows whose stock it takes")
        .isEqualTo(Kind.NOTE);
  }
}
