package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.news;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.playbook;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.stockRule;
import static io.penstock.audit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.rules.RuleFile;
import io.penstock.model.AuditRequest;
import io.penstock.model.NewsVersion;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.Retrial.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacktestTest {

  private static final Reference BIG = rule("big", "order.total > 20000", Action.HOLD);
  private static final Reference UNPAID = rule("unpaid", "!order.paid", Action.WAIT);

  @Test
  void theVerdictIsThatOfTheNewestVersionAndRemembersAStop() {
    Reference small = rule("big", 2, after(60), "order.total > 99900", Action.HOLD, 0);

    assertThat(verdict(List.of(SHOP, BIG), paid("1", 1, NOON))).isEqualTo("HELD [BIG] touched");
    assertThat(verdict(List.of(SHOP, BIG, small), paid("1", 1, NOON), paid("1", 2, after(60))))
        .isEqualTo("PASSED [] touched");
    assertThat(
            verdict(
                List.of(SHOP, UNPAID),
                version("1", OrderStatus.UNPAID, 1, NOON),
                paid("1", 2, after(60))))
        .isEqualTo("PASSED [] touchless");
  }

  @Test
  void whatOnlyTheStockCanSayIsNotCountedAsHeld() {
    Reference scarce = stockRule("scarce", "true", 0);

    assertThat(verdict(List.of(SHOP, scarce), paid("1", 1, NOON))).isEqualTo("PASSED [] touchless");
  }

  @Test
  void whatWaitsForTheTimeAloneIsJudgedInTheEndAndWhatIsHeldStaysHeld() {
    Reference cool = rule("cool", Action.DELAY, "PT4H1M", 0);
    Reference playbook = playbook("BIG", "PT1H", Timeout.RELEASE, "PT1M");

    assertThat(verdict(List.of(SHOP, cool), paid("1", 1, NOON))).isEqualTo("PASSED [] touchless");
    assertThat(verdict(List.of(SHOP, UNPAID, cool), version("1", OrderStatus.UNPAID, 1, NOON)))
        .isEqualTo("WAITING [UNPAID] touchless");
    assertThat(verdict(List.of(SHOP, BIG, playbook), paid("1", 1, NOON)))
        .isEqualTo("HELD [BIG] touched");
  }

  @Test
  void aPlaybookIsFollowedUntilTheLastThatCame() {
    Reference playbook = playbook("BIG", "PT1H", Timeout.RELEASE, null);

    assertThat(
            verdict(List.of(SHOP, BIG, playbook), paid("1", 1, NOON), paid("1", 2, after(3_601))))
        .isEqualTo("PASSED [BIG] touched");
  }

  @Test
  void aCancellationIsAVerdictAndNewsOfAnUnknownOrderAreNone() {
    assertThat(
            verdict(
                List.of(SHOP),
                paid("1", 1, NOON),
                news("1", OrderStatus.CANCELLED, NewsVersion.Outcome.APPLIED, 2, after(5))))
        .isEqualTo("CANCELLED [] touchless");
    assertThat(
            verdict(List.of(SHOP), news("1", OrderStatus.PAID, NewsVersion.Outcome.FETCH, 0, NOON)))
        .isEqualTo("none");
  }

  @Test
  void aFileReplacesWhatHasItsNameFromTheBeginning() throws Exception {
    Reference later = rule("big", 2, after(60), "true", Action.REJECT, 0);
    RuleFile file =
        RuleFile.of(
            "{\"rules\":[{\"rule\":\"big\",\"version\":3,\"expression\":\"false\",\"action\":\"HOLD\",\"reason\":\"BIG\"}]}"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(
            verdict(
                Backtest.changed(List.of(SHOP, BIG, later, UNPAID), file),
                paid("1", 1, NOON),
                paid("1", 2, after(120))))
        .isEqualTo("PASSED [] touchless");
  }

  private static String verdict(List<Reference> references, AuditRequest... requests) {
    Backtest backtest = new Backtest(references);
    Trial trial = Trial.NEW;
    for (AuditRequest request : requests) {
      trial = backtest.after(trial, request);
    }
    return shown(backtest.end(trial));
  }

  private static String shown(@Nullable Verdict verdict) {
    if (verdict == null) {
      return "none";
    }
    OrderEvent.Type outcome = verdict.outcome();
    return outcome
        + " "
        + verdict.reasons().stream().map(Reason::code).toList()
        + (verdict.touchless() ? " touchless" : " touched");
  }
}
