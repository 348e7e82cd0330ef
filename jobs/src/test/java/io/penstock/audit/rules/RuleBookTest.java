package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.deleted;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Versions;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Shop;
import io.penstock.state.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleBookTest {

  @Test
  void aRuleHoldsFromItsTimeUntilTheNextVersionOfIt() {
    RuleBook book =
        book(
            version("big", 1, after(0)),
            version("big", 2, after(60)),
            version("big", 3, after(120)));

    assertThat(rules(book, after(-1))).isEmpty();
    assertThat(rules(book, after(0))).containsExactly("big v1");
    assertThat(rules(book, after(59))).containsExactly("big v1");
    assertThat(rules(book, after(60))).containsExactly("big v2");
    assertThat(rules(book, after(999))).containsExactly("big v3");
    assertThat(rules(book, after(30))).as("an order that comes late").containsExactly("big v1");
  }

  @Test
  void theOrderOfPublicationDoesNotMatter() {
    RuleBook book = book(version("big", 2, after(60)), version("big", 1, after(0)));

    assertThat(rules(book, after(30))).containsExactly("big v1");
    assertThat(rules(book, after(60))).containsExactly("big v2");
  }

  @Test
  void ofTwoVersionsOfOneInstantTheHigherCounts() {
    assertThat(rules(book(version("big", 2, NOON), version("big", 1, NOON)), NOON))
        .containsExactly("big v2");
    assertThat(rules(book(version("big", 1, NOON), version("big", 2, NOON)), NOON))
        .containsExactly("big v2");
  }

  @Test
  void aDeletedRuleHoldsUntilItsTimeAndMayComeBack() {
    RuleBook book =
        book(
            version("big", 1, after(0)),
            deleted(Reference.Type.RULE, "big", after(60)),
            version("big", 2, after(120)));

    assertThat(rules(book, after(59))).containsExactly("big v1");
    assertThat(rules(book, after(60))).isEmpty();
    assertThat(rules(book, after(120))).containsExactly("big v2");
  }

  @Test
  void aDeletionWithoutATimeMakesRoomForANewBeginning() {
    Reference gone = deleted(Reference.Type.RULE, "big", Instant.EPOCH);

    assertThat(rules(book(version("big", 7, NOON), gone), after(60))).isEmpty();
    assertThat(rules(book(version("big", 7, NOON), gone, version("big", 1, Instant.EPOCH)), NOON))
        .containsExactly("big v1");
  }

  @Test
  void rulesAreAskedByPriorityThenById() {
    RuleBook book =
        book(
            rule("b", 1, NOON, "true", Action.HOLD, 0),
            rule("c", 1, NOON, "true", Action.HOLD, 5),
            rule("a", 1, NOON, "true", Action.HOLD, 0),
            rule("d", 1, NOON, "true", Action.HOLD, -5));

    assertThat(rules(book, NOON)).containsExactly("c v1", "a v1", "b v1", "d v1");
  }

  @Test
  void aChangedRuleIsSeenAtOnceAndAnUnchangedOneIsNotCompiledAgain() {
    RuleBook book = new RuleBook();
    book.set(Reference.Type.RULE, "big", List.of(version("big", 1, after(0))));
    CompiledRule first = book.rules("acme", "tmall", "shop-1", after(60)).get(0);

    book.set(
        Reference.Type.RULE,
        "big",
        List.of(version("big", 1, after(0)), version("big", 2, after(60))));

    assertThat(rules(book, after(60))).containsExactly("big v2");
    assertThat(book.rules("acme", "tmall", "shop-1", after(0)).get(0)).isSameAs(first);
  }

  @Test
  void whatHeldLongAgoIsDropped() {
    Instant monthAgo = NOON.minus(Duration.ofDays(30));
    List<Reference> versions = List.of();
    for (int days : new int[] {60, 40, 30, 10}) {
      versions =
          Versions.merge(versions, version("big", 1, NOON.minus(Duration.ofDays(days))), monthAgo);
    }

    assertThat(versions)
        .extracting(Reference::effectiveFrom)
        .as("the one that held a month ago, and what came after it")
        .containsExactly(monthAgo, NOON.minus(Duration.ofDays(10)));
  }

  @Test
  void aRuleThatNoLongerCompilesHoldsEveryOrder() {
    CompiledRule broken =
        book(rule("old", "order.gone == 1", Action.REJECT))
            .rules("acme", "tmall", "shop-1", NOON)
            .get(0);

    CompiledRule.Finding finding =
        broken.ask(new OrderView(order("1", OrderStatus.PAID), AuditRecord.NEW, book(), NOON));

    assertThat(finding)
        .isEqualTo(
            new CompiledRule.Finding(
                Action.HOLD,
                Reason.of("RULE_FAILED", "old", 1, "the rule is not understood"),
                0,
                0,
                false,
                null,
                null));
  }

  @Test
  void aShopBelongsToWhomItBelongedThen() {
    RuleBook book =
        book(
            shop("tmall", "s", "acme", "p1", after(0)),
            shop("tmall", "s", "zenith", "p2", after(60)),
            deleted(Reference.Type.SHOP, "tmall/s", after(120)));

    assertThat(book.shop("tmall", "s", after(-1))).isNull();
    assertThat(book.shop("tmall", "s", after(59))).isEqualTo(new Shop("tmall", "s", "acme", "p1"));
    assertThat(book.shop("tmall", "s", after(60)))
        .isEqualTo(new Shop("tmall", "s", "zenith", "p2"));
    assertThat(book.shop("tmall", "s", after(120))).isNull();
    assertThat(book.shop("jd", "s", after(60))).as("of another marketplace").isNull();
  }

  private static Reference version(String id, int version, Instant from) {
    return rule(id, version, from, "order.total > " + version, Action.HOLD, 0);
  }

  private static List<String> rules(RuleBook book, Instant at) {
    return book.rules("acme", "tmall", "shop-1", at).stream()
        .map(compiled -> compiled.rule().rule() + " v" + compiled.rule().version())
        .toList();
  }
}
