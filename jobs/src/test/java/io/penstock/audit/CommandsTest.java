package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.accepted;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.cancel;
import static io.penstock.audit.Samples.deleted;
import static io.penstock.audit.Samples.force;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.release;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.sendTo;
import static io.penstock.audit.Samples.shop;
import static io.penstock.audit.Samples.street;
import static io.penstock.audit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What people may do, and what they may not. */
class CommandsTest extends OneOrder {

  @Test
  void aReleasedOrderKeepsItsRank() {
    given(SHOP, BIG, rule("high", Action.PRIORITIZE, "7", 2));
    ask(paid("1", 1, NOON));

    assertThat(ask(release("c1", "1", after(5))).priority()).isEqualTo(7);
  }

  @Test
  void aCommandDoesNotOvertakeTheVersionThatItIsAbout() {
    given(SHOP, BIG);
    ask(paid("1", 1, after(60)));

    assertThat(ask(release("c1", "1", NOON)).at()).isEqualTo(after(60));
    assertThat(ask(cancel("c2", "1", after(61))).at()).isEqualTo(after(61));
  }

  @Test
  void aReleasedOrderIsPassedInThePersonsName() {
    given(SHOP, BIG, BULK);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(release("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.order()).isEqualTo(newest);
    assertThat(request.actor()).isEqualTo("lin");
    assertThat(request.at()).isEqualTo(after(60));
    assertThat(request.cause().topic()).isEqualTo("commands");
    assertThat(told(request)).containsExactly("PASSED [BIG, BULK]");
    OrderEvent passed = request.events().get(0);
    assertThat(passed.actor()).isEqualTo("lin");
    assertThat(passed.cause()).isEqualTo(new Cause("commands", 0, after(60).getEpochSecond()));
    assertThat(passed.at()).isEqualTo(after(60));
    assertThat(passed.receivedAt()).isEqualTo(NOON);
  }

  @Test
  void whatAPersonLetPassHoldsNoLaterVersion() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));

    assertThat(told(ask(paid("1", 2, after(120))))).last().isEqualTo("PASSED [BIG]");
    given(SHOP, BIG, BULK);
    assertThat(told(ask(paid("1", 3, after(180))))).last().isEqualTo("HELD [BIG, BULK]");
  }

  @Test
  void aReleasedOrderIsAPassedOne() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(shop("tmall", "shop-1", "zenith", "zenith-pool"), BIG);

    StockRequest request = ask(version("1", OrderStatus.SHIPPED, 2, after(120)));

    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(told(request)).last().isEqualTo("ALREADY_SHIPPED [ECHO]");
  }

  @Test
  void aReleaseDoesNotWaiveARejection() {
    given(SHOP, rule("caps", "order.units > 2", Action.HOLD));
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(SHOP, rule("caps", "order.units > 2", Action.REJECT));

    assertThat(told(ask(paid("1", 2, after(120))))).last().isEqualTo("REJECTED [CAPS]");
  }

  @Test
  void anOrderThatIsNotHeldCannotBeReleased() {
    given(SHOP, UNPAID);
    ask(version("1", OrderStatus.UNPAID, 1, NOON));

    StockRequest request = ask(release("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).containsExactly("COMMAND_REFUSED [NOT_HELD]");
    assertThat(request.events().get(0).actor()).isEqualTo("lin");
    assertThat(Objects.requireNonNull(kept).outcome()).isEqualTo(AuditRecord.Outcome.WAITING);
  }

  @Test
  void anOrderOfAnUnknownShopIsReleasedOnlyOnceTheShopIsKnown() {
    given(BIG);
    ask(paid("1", 1, NOON));

    assertThat(told(ask(release("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [UNKNOWN_SHOP]");

    given(SHOP, BIG);
    StockRequest request = ask(release("c2", "1", after(120)));
    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(request.events().get(0).pool()).isEqualTo("acme-pool");

    given(deleted(Reference.Type.SHOP, "tmall/shop-1", Instant.EPOCH));
    assertThat(told(ask(paid("1", 2, after(180))))).last().isEqualTo("HELD [UNKNOWN_SHOP]");
  }

  @Test
  void aRepeatedCommandChangesNothing() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(SHOP, BIG, BULK);
    ask(paid("1", 2, after(120)));
    AuditRecord held = kept;

    Decision decision = decide(release("c1", "1", after(180)));

    assertThat(decision).isEqualTo(Decision.NOTHING);
    assertThat(kept).isEqualTo(held);
  }

  @Test
  void aRefusedCommandIsAnsweredOnce() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));

    assertThat(decide(release("c1", "1", after(61)))).isEqualTo(Decision.NOTHING);
  }

  @Test
  void whatAPersonForcesIsNeitherHeldNorRejectedNowAndLater() {
    given(SHOP, BIG, NO_CAPS);
    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("REJECTED [BIG, NO-CAPS]");

    StockRequest forced = ask(force("c1", "1", after(60)));
    assertThat(forced.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(forced)).containsExactly("PASSED [FORCED, BIG, NO-CAPS]");
    assertThat(forced.events().get(0).actor()).isEqualTo("lin");

    given(SHOP, BIG, NO_CAPS, BULK, rule("cool", Action.DELAY, "PT9H", 0));
    StockRequest later = ask(paid("1", 2, after(120)));
    assertThat(told(later)).last().isEqualTo("PASSED [FORCED, BIG, BULK, COOL, NO-CAPS]");
    assertThat(later.events().get(1).reasons()).contains(Reason.of("FORCED", "lin"));
  }

  @Test
  void whatIsUnpaidOrOfAnUnknownShopOrOverCannotBeForced() {
    given(SHOP, UNPAID);
    ask(version("1", OrderStatus.UNPAID, 1, NOON));
    StockRequest waits = ask(force("c1", "1", after(60)));
    assertThat(waits.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(waits)).containsExactly("WAITING [FORCED, UNPAID]");

    given();
    assertThat(told(ask(force("c2", "1", after(70)))))
        .containsExactly("COMMAND_REFUSED [UNKNOWN_SHOP]");

    given(SHOP);
    ask(cancel("c3", "1", after(80)));
    assertThat(told(ask(force("c4", "1", after(90)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
  }

  @Test
  void anAddressThatAPersonCorrectsClearsWhatItHeld() {
    given(SHOP, rule("vague", "consignee.street == '1 Lake Rd'", Action.HOLD));
    ask(paid("1", 1, NOON));

    StockRequest edited = ask(sendTo("c1", "1", street("2 Lake Rd"), after(60)));
    assertThat(edited.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(edited)).containsExactly("ADDRESS_EDITED []", "PASSED []");
    assertThat(edited.events().get(0).actor()).isEqualTo("lin");
    assertThat(content(edited).consignee()).isEqualTo(street("2 Lake Rd"));

    StockRequest again = ask(paid("1", 2, after(120)));
    assertThat(told(again)).last().isEqualTo("PASSED []");
    assertThat(content(again).consignee())
        .as("the marketplace still gives what was corrected")
        .isEqualTo(street("2 Lake Rd"));
  }

  @Test
  void anAddressThatTheMarketplaceChangesReplacesAPersonsCorrection() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(sendTo("c1", "1", street("2 Lake Rd"), after(60)));
    ask(sendTo("c2", "1", street("3 Lake Rd"), after(70)));
    assertThat(content(ask(paid("1", 2, after(80)))).consignee()).isEqualTo(street("3 Lake Rd"));

    Order moved = order("1", OrderStatus.PAID).sentTo(street("9 Hill Rd"));
    StockRequest changed = ask(AuditRequest.of(accepted(moved, 3, after(90))));

    assertThat(content(changed).consignee()).isEqualTo(street("9 Hill Rd"));
    assertThat(content(ask(paid("1", 4, after(100)))).consignee())
        .as("and is not remembered")
        .isEqualTo(street("1 Lake Rd"));
  }

  @Test
  void anOrderRemembersItsLastCommandsOnly() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    for (int i = 0; i < 20; i++) {
      ask(release("c" + i, "1", after(i)));
    }

    assertThat(Objects.requireNonNull(kept).commandIds())
        .hasSize(8)
        .startsWith("c12")
        .endsWith("c19");
  }

  @Test
  void aCancelCommandGoesToThePoolInThePersonsName() {
    given(SHOP);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(cancel("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.CANCEL);
    assertThat(request.order()).isEqualTo(newest);
    assertThat(request.actor()).isEqualTo("lin");
    assertThat(request.events()).isEmpty();
  }

  @Test
  void noLaterVersionOfAnOrderThatAPersonEndedIsFulfilled() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(cancel("c1", "1", after(60)));

    StockRequest request = ask(paid("1", 2, after(120)));
    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).last().isEqualTo("REJECTED [CANCELLED_BY_HAND]");

    assertThat(ask(version("1", OrderStatus.CANCELLED, 3, after(180))).kind())
        .as("the marketplace itself ends it")
        .isEqualTo(Kind.CANCEL);
    assertThat(told(ask(paid("1", 4, after(240)))))
        .last()
        .isEqualTo("REJECTED [CANCELLED_BY_HAND]");
  }

  @Test
  void anOrderIsCancelledOnce() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(cancel("c1", "1", after(60)));

    assertThat(told(ask(cancel("c2", "1", after(61)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
    assertThat(told(ask(release("c3", "1", after(62)))))
        .containsExactly("COMMAND_REFUSED [NOT_HELD]");
  }

  @Test
  void anOrderThatTheMarketplaceCancelledCannotBeCancelledByHand() {
    given(SHOP);
    ask(version("1", OrderStatus.CANCELLED, 1, NOON));

    assertThat(told(ask(cancel("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
  }

  @Test
  void anOrderThatHasLeftCannotBeCancelledByHand() {
    given(SHOP);
    ask(version("1", OrderStatus.SHIPPED, 1, NOON));

    assertThat(told(ask(cancel("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_SHIPPED]");
  }

  @Test
  void aCommandAboutAnUnknownOrderIsNotFollowed() {
    given(SHOP);

    assertThat(decide(release("c1", "1", NOON))).isEqualTo(Decision.UNKNOWN_ORDER);
  }
}
