package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.playbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybooksTest {

  private static final Reason BIG = Reason.of("BIG", "big", 1, null);
  private static final Reason VIP = Reason.of("VIP", "vip", 1, null);

  private static final Reference ESCALATE = playbook("BIG", "PT1H", Timeout.ESCALATE, "PT10M");
  private static final Reference RELEASE = playbook("BIG", "PT1H", Timeout.RELEASE, null);
  private static final Reference CANCEL = playbook("BIG", "PT1H", Timeout.CANCEL, null);

  @Test
  void onlyWhatHoldsTheOrderIsInSomebodysHands() {
    Playbooks playbooks = of(ESCALATE, playbook("VIP", "PT1H", Timeout.CANCEL, null));

    assertThat(playbooks.owned(List.of(BIG, VIP), Set.of("BIG"), List.of(), NOON))
        .containsExactly(BIG.ownedBy("sales", after(3_600)), VIP);
  }

  @Test
  void theDeadlineRunsFromWhenTheReasonBeganToHold() {
    Playbooks playbooks = of(ESCALATE);
    List<Reason> first = playbooks.owned(List.of(BIG), Set.of("BIG"), List.of(), NOON);

    assertThat(playbooks.owned(List.of(BIG), Set.of("BIG"), first, after(600))).isEqualTo(first);
  }

  @Test
  void aReasonWithoutAPlaybookIsInNobodysHandsUntilThereIsOne() {
    List<Reason> none = of().owned(List.of(BIG), Set.of("BIG"), List.of(), NOON);

    assertThat(none).containsExactly(BIG);
    assertThat(of().next(none, Set.of("BIG"), NOON, NOON)).isNull();
    assertThat(of(ESCALATE).owned(List.of(BIG), Set.of("BIG"), none, after(60)))
        .containsExactly(BIG.ownedBy("sales", after(3_660)));
  }

  @Test
  void theOrderIsJudgedAgainAtTheNextDeadlineOrRecheck() {
    List<Reason> owned = List.of(BIG.ownedBy("sales", after(3_600)));

    assertThat(of(RELEASE).next(owned, Set.of("BIG"), NOON, NOON)).isEqualTo(after(3_600));
    assertThat(of(ESCALATE).next(owned, Set.of("BIG"), NOON, NOON)).isEqualTo(after(600));
    assertThat(of(ESCALATE).next(owned, Set.of("BIG"), NOON, after(3_300))).isEqualTo(after(3_600));
    assertThat(of(ESCALATE).next(owned, Set.of(), NOON, NOON)).as("it holds no longer").isNull();
  }

  @Test
  void theLongerAnOrderIsHeldTheLessOftenItIsJudgedAgain() {
    List<Reason> owned = List.of(BIG.ownedBy("sales", null));
    Playbooks playbooks = of(playbook("BIG", null, null, "PT1M"));
    int times = 0;
    Instant at = NOON;
    while (at.isBefore(NOON.plus(Duration.ofDays(60)))) {
      at = Objects.requireNonNull(playbooks.next(owned, Set.of("BIG"), NOON, at));
      times++;
    }

    assertThat(playbooks.next(owned, Set.of("BIG"), NOON, after(960))).isEqualTo(after(1_020));
    assertThat(playbooks.next(owned, Set.of("BIG"), NOON, after(16_000))).isEqualTo(after(17_000));
    assertThat(times).isBetween(100, 200);
  }

  @Test
  void whatNoLongerHoldsTheOrderNeitherEndsNorReleasesIt() {
    Reason due = BIG.ownedBy("sales", after(3_600));
    Playbooks.Overdue nothing = new Playbooks.Overdue(List.of(), null, List.of(due));

    assertThat(of(CANCEL).overdue(List.of(due), Set.of(), after(3_600))).isEqualTo(nothing);
    assertThat(of(RELEASE).overdue(List.of(due), Set.of("VIP"), after(3_600))).isEqualTo(nothing);
  }

  @Test
  void aDeadlineIsAWholeMillisecond() {
    Playbooks playbooks = of(playbook("BIG", "PT60.0005S", Timeout.CANCEL, null));

    assertThat(playbooks.owned(List.of(BIG), Set.of("BIG"), List.of(), NOON))
        .containsExactly(BIG.ownedBy("sales", after(60)));
  }

  @Test
  void whatIsOverdueIsReleasedCancelledOrEscalatedOnce() {
    Reason due = BIG.ownedBy("sales", after(3_600));

    assertThat(of(RELEASE).overdue(List.of(due, VIP), Set.of("BIG"), after(3_599)))
        .isEqualTo(new Playbooks.Overdue(List.of(), null, List.of(due, VIP)));
    assertThat(of(RELEASE).overdue(List.of(due, VIP), Set.of("BIG"), after(3_600)))
        .isEqualTo(
            new Playbooks.Overdue(List.of("BIG"), null, List.of(BIG.ownedBy("sales", null), VIP)));
    assertThat(of(CANCEL).overdue(List.of(due), Set.of("BIG"), after(3_600)).cancelled())
        .isEqualTo("BIG");
    Playbooks.Overdue escalated = of(ESCALATE).overdue(List.of(due), Set.of("BIG"), after(3_600));
    assertThat(escalated.reasons()).containsExactly(BIG.ownedBy("head-of-sales", null));
    assertThat(of(ESCALATE).overdue(escalated.reasons(), Set.of("BIG"), after(9_999)))
        .isEqualTo(new Playbooks.Overdue(List.of(), null, escalated.reasons()));
    assertThat(of().overdue(List.of(due), Set.of("BIG"), after(3_600)))
        .as("its playbook is gone")
        .isEqualTo(new Playbooks.Overdue(List.of(), null, List.of(BIG.ownedBy("sales", null))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "PT1H; -; -; -; the playbook's 'deadline' and 'onTimeout' need each other",
        "-; RELEASE; -; -; the playbook's 'deadline' and 'onTimeout' need each other",
        "PT1H; ESCALATE; -; -; the playbook's 'escalateTo' belongs to ESCALATE",
        "PT1H; CANCEL; boss; -; the playbook's 'escalateTo' belongs to ESCALATE",
        "soon; CANCEL; -; -; 'playbook.deadline' must be a time such as PT30M, from PT1M to P45D",
        "P46D; CANCEL; -; -; 'playbook.deadline' must be a time such as PT30M, from PT1M to P45D",
        "-; -; -; PT59S; 'playbook.recheck' must be a time such as PT30M, from PT1M to P45D"
      })
  void aPlaybookThatContradictsItselfIsRefused(
      @Nullable String deadline,
      @Nullable Timeout onTimeout,
      @Nullable String escalateTo,
      @Nullable String recheck,
      String reason) {
    Playbook playbook = new Playbook("BIG", "sales", deadline, onTimeout, escalateTo, recheck);

    assertThatThrownBy(() -> Playbooks.check(playbook))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("PLAYBOOK_REFUSED");
              assertThat(refused.reason()).isEqualTo(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNKNOWN_SHOP", "RULE_FAILED"})
  void nobodyCanAnswerForWhatIsNotKnown(String code) {
    assertThatThrownBy(
            () -> Playbooks.check(new Playbook(code, "ops", "PT1H", Timeout.RELEASE, null, null)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("cannot be RELEASE");
  }

  private static Playbooks of(Reference... references) {
    return new Playbooks(book(references));
  }
}
