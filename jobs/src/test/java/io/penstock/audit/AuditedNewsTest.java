package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.news;
import static io.penstock.audit.Samples.paid;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.NewsVersion;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of an order of which a marketplace only tells. */
class AuditedNewsTest extends OneOrder {

  @Test
  void newsOfACancellationEndTheOrderThatIsKnown() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    OrderLine line = Objects.requireNonNull(newest).order().lines().get(0);

    StockRequest request =
        ask(news("1", OrderStatus.CANCELLED, NewsVersion.Outcome.APPLIED, 2, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.CANCEL);
    assertThat(request.version()).isEqualTo(2);
    assertThat(told(request)).containsExactly("RECEIVED []");
    Order after = Objects.requireNonNull(request.order()).order();
    assertThat(after.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(after.modifiedAt()).isEqualTo(after(60));
    assertThat(after.lines().get(0))
        .usingRecursiveComparison()
        .ignoringFields("status")
        .isEqualTo(line);
    assertThat(after.lines().get(0).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(newest).as("what a later command is about").isEqualTo(request.order());
  }

  @Test
  void newsOfAnOrderThatIsNotKnownAskForItAndAskNothingOfTheStock() {
    given(SHOP, UNPAID);

    StockRequest request =
        ask(news("1", OrderStatus.PAID, NewsVersion.Outcome.FETCH, 0, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).containsExactly("FETCH_REQUESTED [STATUS]");
    OrderEvent event = request.events().get(0);
    assertThat(event.key()).isEqualTo("tmall/shop-1/1");
    assertThat(event.merchant()).isEqualTo("acme");
    assertThat(event.currency()).isEqualTo("XXX");
    assertThat(event.totalMinor()).isZero();
    assertThat(event.lines()).isEmpty();
    assertThat(kept).as("it was not judged").isNull();
  }

  @Test
  void newsThatChangeNothingAreToldWithTheOrderAsItIs() {
    given(SHOP);
    ask(paid("1", 1, NOON));

    for (NewsVersion.Outcome outcome :
        List.of(NewsVersion.Outcome.KNOWN, NewsVersion.Outcome.STALE, NewsVersion.Outcome.FETCH)) {
      StockRequest request = ask(news("1", OrderStatus.PAID, outcome, 1, after(60)));
      assertThat(request.kind()).isEqualTo(Kind.NOTE);
      OrderEvent event = request.events().get(0);
      assertThat(event.totalMinor()).isEqualTo(Objects.requireNonNull(newest).order().totalMinor());
      assertThat(event.cause().partition()).isEqualTo(1);
      assertThat(event.receivedAt()).isEqualTo(after(60));
    }
  }

  @Test
  void newsThatMoveAnOrderOnWhoseContentIsForgottenAskForIt() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    newest = null;

    StockRequest request =
        ask(news("1", OrderStatus.SHIPPED, NewsVersion.Outcome.APPLIED, 2, after(60)));

    assertThat(told(request)).containsExactly("FETCH_REQUESTED [STATUS]");
  }
}
