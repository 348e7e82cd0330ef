package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.cancel;
import static io.penstock.audit.Samples.force;
import static io.penstock.audit.Samples.keeping;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.release;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.stockRule;
import static io.penstock.audit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderStatus;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.StockCondition;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What rules ask of the stock. */
class StockConditionsTest extends OneOrder {

  @Test
  void whatARuleAsksOfTheStockGoesWithTheOrderToItsPool() {
    given(SHOP, SCARCE, stockRule("last", "lines[0].atp == 1", 7), BULK_SCARCE, UNPAID);
    StockRequest request = ask(paid("1", 1, NOON));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(request)).as("only the stock can say").last().isEqualTo("PASSED []");
    assertThat(request.conditions())
        .as("those of the highest priority first, and only where the rule itself is true")
        .containsExactly(
            new StockCondition("last", 1, "LAST", "lines[0].atp == 1"),
            new StockCondition("scarce", 1, "SCARCE", HALF));
    assertThat(ask(version("1", OrderStatus.UNPAID, 2, after(1))).conditions()).isEmpty();
    assertThat(ask(version("1", OrderStatus.SHIPPED, 3, after(2))).conditions()).isEmpty();
    given(SHOP, BULK_SCARCE);
    assertThat(ask(paid("1", 4, after(3))).conditions()).isEmpty();
  }

  @Test
  void aPassLiftsWhatARuleAsksOfTheStock() {
    Reference vip = rule("vip", "true", Action.PASS, null, 5, null, null);
    given(SHOP, vip, stockRule("low", HALF, 4), stockRule("high", HALF, 5));

    assertThat(ask(paid("1", 1, NOON)).conditions())
        .extracting(StockCondition::rule)
        .containsExactly("high");
  }

  @Test
  void whatKeepsItsStockIsAskedBeforeAndWhatKeepsNoneAfterwards() {
    given(SHOP, keeping("big", "order.total > 20000"), SCARCE);
    StockRequest reserve = ask(paid("1", 1, NOON));
    assertThat(reserve.kind()).isEqualTo(Kind.RESERVE);
    assertThat(reserve.conditions()).hasSize(1);

    given(SHOP, BIG, SCARCE);
    StockRequest suspend = ask(paid("1", 2, after(1)));
    assertThat(suspend.kind()).isEqualTo(Kind.SUSPEND);
    assertThat(suspend.conditions()).isEmpty();
    StockRequest released = ask(release("c1", "1", after(2)));
    assertThat(released.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(released.conditions()).as("nobody has let that pass").hasSize(1);
  }

  @Test
  void whoLetsAReasonPassLetsItPassWhicheverRuleGaveIt() {
    given(SHOP, rule("SCARCE", "true", Action.HOLD), SCARCE);
    ask(paid("1", 1, NOON));

    assertThat(ask(release("c1", "1", after(2))).conditions()).isEmpty();
    assertThat(ask(paid("1", 2, after(3))).conditions()).isEmpty();
  }

  @Test
  void whoLetsOneReasonPassLetsNoOtherPass() {
    given(SHOP, rule("SCARCE", "true", Action.HOLD), SCARCE, stockRule("last", HALF, 7));
    ask(paid("1", 1, NOON));

    assertThat(ask(release("c1", "1", after(2))).conditions())
        .extracting(StockCondition::reason)
        .containsExactly("LAST");
    assertThat(Objects.requireNonNull(kept).conditions())
        .as("so that the stock is asked once somebody releases that, too")
        .extracting(StockCondition::reason)
        .containsExactly("LAST");
  }

  @Test
  void onlyTheStockKnowsIfThereIsAnythingToRelease() {
    given(SHOP, SCARCE);
    ask(paid("1", 1, NOON));

    StockRequest release = ask(release("c1", "1", after(60)));
    assertThat(release.kind()).isEqualTo(Kind.RELEASE);
    assertThat(release.actor()).isEqualTo("lin");
    assertThat(release.order()).isEqualTo(newest);
    assertThat(release.conditions()).hasSize(1);
    assertThat(told(release)).as("unless it holds").containsExactly("COMMAND_REFUSED [NOT_HELD]");
    assertThat(decide(release("c1", "1", after(61)))).isEqualTo(Decision.NOTHING);
    assertThat(ask(cancel("c2", "1", after(62))).kind()).isEqualTo(Kind.CANCEL);
    assertThat(ask(release("c3", "1", after(63))).kind()).as("it is over").isEqualTo(Kind.NOTE);
  }

  @Test
  void nothingIsAskedOfTheStockOfAnOrderForWhichAPersonAnswers() {
    given(SHOP, SCARCE);
    ask(paid("1", 1, NOON));

    StockRequest forced = ask(force("c1", "1", after(60)));
    assertThat(forced.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(forced.conditions()).isEmpty();
    assertThat(told(forced)).containsExactly("PASSED [FORCED]");
    assertThat(ask(paid("1", 2, after(70))).conditions()).isEmpty();
  }
}
