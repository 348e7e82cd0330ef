package io.penstock.audit.people;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.deleted;
import static io.penstock.audit.Samples.denial;
import static io.penstock.audit.people.PeopleHarness.over;
import static io.penstock.audit.people.PeopleHarness.paid;
import static io.penstock.audit.people.PeopleHarness.refunded;
import static io.penstock.audit.people.PeopleHarness.unpaid;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Cause;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleFunctionTest {

  private static final Instant LATER = NOON.plus(Duration.ofDays(60));

  /** One sighting of each, all of one millisecond, in the order in which they are taken. */
  private static final List<Cause> PLACES =
      List.of(
          new Cause("aftersales.raw", 1, 9),
          new Cause("orders.raw", 0, 8),
          new Cause("orders.raw", 1, 3),
          new Cause("orders.raw", 1, 7));

  private PeopleHarness people;

  PeopleFunctionTest() throws Exception {
    people = new PeopleHarness();
  }

  @AfterEach
  void close() throws Exception {
    people.close();
  }

  @Test
  void ofSomebodyWhoOrdersOnceNothingIsTold() throws Exception {
    people.see(paid("1", 1, "CAP"), NOON);
    people.see(Denial.Kind.BUYER, "buyer-8", paid("2", 1, "CAP"), after(1));
    people.eventTimeReaches(after(60));

    assertThat(people.told()).isEmpty();
  }

  @Test
  void theSameOnceMoreIsToldToTheSecondOrder() throws Exception {
    people.see(paid("1", 1, "CAP\nTEE"), NOON);
    people.see(paid("2", 1, "CAP\nTEE"), after(300));
    people.see(paid("3", 1, "CAP"), after(301));
    people.see(paid("1", 2, "CAP\nTEE"), after(302));
    people.eventTimeReaches(after(400));

    assertThat(people.told())
        .containsExactly("2 v1 2/2 orders same as 1 after 5 min", "3 v1 3/3 orders");
  }

  @Test
  void itDoesNotMatterWhichOfTwoOrdersWasReadFirst() throws Exception {
    people.see(paid("2", 1, "CAP"), after(300));
    people.see(paid("1", 1, "CAP"), NOON);
    people.eventTimeReaches(after(400));

    assertThat(people.told()).containsExactly("2 v1 2/2 orders same as 1 after 5 min");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123", "3210", "2031", "1302"})
  void ofOneMillisecondThePlaceInTheTopicsDecides(String asRead) throws Exception {
    for (int place : asRead.chars().map(Character::getNumericValue).toArray()) {
      people.see(paid("o" + place, 1, "CAP"), PLACES.get(place), NOON);
    }
    people.eventTimeReaches(NOON);

    assertThat(people.told())
        .containsExactly(
            "o1 v1 2/2 orders same as o0 after 0 min",
            "o2 v1 3/3 orders same as o1 after 0 min",
            "o3 v1 4/4 orders same as o2 after 0 min");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofOneRecordTheVersionsAreTakenInTheirOrder(boolean inOrder) throws Exception {
    Cause record = new Cause("orders.raw", 0, 5);
    people.see(paid("1", 1, "CAP"), NOON.minusMillis(1));
    people.see(paid("2", inOrder ? 1 : 2, "CAP"), record, NOON);
    people.see(paid("2", inOrder ? 2 : 1, "CAP"), record, NOON);
    people.eventTimeReaches(NOON);

    assertThat(people.told())
        .containsExactly(
            "2 v1 2/2 orders same as 1 after 0 min", "2 v2 2/2 orders same as 1 after 0 min");
  }

  @Test
  void whatWasPaidLaterIsTheRepetition() throws Exception {
    people.see(unpaid("1", 1, "CAP"), NOON);
    people.see(paid("2", 1, "CAP"), after(60));
    people.see(paid("1", 2, "CAP"), after(120));
    people.eventTimeReaches(after(400));

    assertThat(people.told()).containsExactly("2 v1 2/2 orders", "1 v2 same as 2 after 1 min");
  }

  @Test
  void whoWasHeldBecauseOfAnOrderIsToldWhenThatIsOver() throws Exception {
    people.see(paid("1", 1, "CAP"), NOON);
    people.see(paid("2", 1, "CAP"), after(60));
    people.see(over("1", 2), after(120));
    people.see(paid("3", 1, "TEE"), after(180));
    people.see(over("3", 2), after(240));
    people.eventTimeReaches(after(400));

    assertThat(people.told())
        .containsExactly(
            "2 v1 2/2 orders same as 1 after 1 min", "2 v1 2/2 orders", "3 v1 3/3 orders");
  }

  @Test
  void ordersCountForAnHourAndForADay() throws Exception {
    people.see(paid("1", 1, "A"), NOON);
    people.see(paid("2", 1, "B"), after(3_600));
    people.see(paid("3", 1, "C"), after(86_400));
    people.eventTimeReaches(after(90_000));

    assertThat(people.told())
        .as("the first is just too old both times")
        .containsExactly("2 v1 1/2 orders", "3 v1 1/2 orders");
  }

  @Test
  void theSameIsNoRepetitionAfterAWeekAndRefundsCountForAMonth() throws Exception {
    people.see(refunded("1", 1, "A"), NOON);
    people.see(paid("2", 1, "A"), NOON.plus(Duration.ofDays(7)));
    people.see(paid("3", 1, "B"), NOON.plus(Duration.ofDays(30)));
    people.see(paid("4", 1, "C"), NOON.plus(Duration.ofDays(30)).plusMillis(1));
    people.eventTimeReaches(LATER);

    assertThat(people.told())
        .containsExactly("2 v1 1 refunds", "3 v1 1 refunds", "4 v1 2/2 orders");
  }

  @Test
  void nobodyIsKnownFromOneShopToAnotherOrByAMaskedValue() throws Exception {
    people.see(paid("1", 1, "CAP"), NOON);
    people.see(new Sighting("tmall/s2/2", "tmall/s2", 1, true, true, false, "CAP"), after(1));
    people.see(Denial.Kind.BUYER, "b**7", paid("3", 1, "CAP"), after(2));
    people.see(Denial.Kind.BUYER, "b**7", paid("4", 1, "CAP"), after(3));
    people.eventTimeReaches(after(60));

    assertThat(people.told()).isEmpty();
  }

  @Test
  void aTokenIsSomebodysOwnWhateverItLooksLike() throws Exception {
    for (String order : new String[] {"1", "2"}) {
      people.see(Denial.Kind.CONSIGNEE_TOKEN, "o*1x*", paid(order, 1, "CAP"), NOON);
    }
    people.eventTimeReaches(after(60));

    assertThat(people.told()).containsExactly("2 v1 2/2 orders same as 1 after 0 min");
  }

  @Test
  void aDenylistEntryHoldsForItsTimeAndForItsValueOnly() throws Exception {
    people.publish(denial("d1", Denial.Kind.BUYER, "buyer-7", after(60)), NOON);
    people.publish(denial("d1", Denial.Kind.BUYER, "b**7", after(120)), NOON);
    people.see(paid("1", 1, "A"), after(59));
    people.see(over("1", 2), after(59));
    people.see(unpaid("2", 1, "B"), after(60));
    people.see(over("2", 2), after(61));
    people.see(Denial.Kind.BUYER, "b**7", paid("3", 1, "C"), after(119));
    people.see(Denial.Kind.BUYER, "b**7", paid("4", 1, "C"), after(120));
    people.see(paid("5", 1, "C"), after(120));
    people.eventTimeReaches(after(200));

    assertThat(people.told())
        .containsExactly("2 v1 denied 2/2 orders", "4 v1 denied", "5 v1 3/3 orders");
  }

  @Test
  void anEntryFindsTheOrdersThatAreOpenAndItsEndClearsThem() throws Exception {
    people.see(paid("1", 1, "A"), NOON);
    people.see(unpaid("2", 1, "B"), after(1));
    people.see(paid("3", 1, "C"), after(2));
    people.see(over("3", 2), after(3));
    people.publish(denial("d1", Denial.Kind.BUYER, "buyer-7", Instant.EPOCH), after(60));
    people.publish(denial("d2", Denial.Kind.BUYER, "buyer-7", Instant.EPOCH), after(70));
    people.publish(deleted(Reference.Type.DENIAL, "d1", Instant.EPOCH), after(80));
    people.publish(deleted(Reference.Type.DENIAL, "d2", after(100)), after(90));
    people.eventTimeReaches(after(99));

    assertThat(people.told().subList(2, people.told().size()))
        .as("once, and both entries are enough each")
        .containsExactly("1 v1 denied", "2 v1 denied 2/2 orders");

    people.eventTimeReaches(after(100));
    assertThat(people.told().subList(4, people.told().size()))
        .containsExactly("1 v1", "2 v1 2/2 orders");
  }

  @Test
  void anEntryFindsTheOrdersOfThirtyDays() throws Exception {
    people.see(unpaid("1", 1, "A"), NOON);
    people.see(unpaid("2", 1, "B"), after(1));
    people.publish(
        denial("d1", Denial.Kind.BUYER, "buyer-7", Instant.EPOCH),
        NOON.plus(Duration.ofDays(30)).plusMillis(1));
    people.eventTimeReaches(LATER);

    assertThat(people.told()).containsExactly("2 v1 2/2 orders", "2 v1 denied");
  }

  @Test
  void whatIsKnownOutlivesAStop() throws Exception {
    people.publish(denial("d1", Denial.Kind.BUYER, "buyer-7", after(60)), NOON);
    people.see(paid("1", 1, "A"), NOON);
    people.eventTimeReaches(after(1));
    people.see(paid("2", 1, "A"), after(30));
    PeopleHarness before = people;
    people = before.restarted();
    before.close();
    people.publish(denial("d1", Denial.Kind.BUYER, "buyer-8", after(90)), after(2));
    people.eventTimeReaches(after(90));

    assertThat(people.told())
        .containsExactly(
            "2 v1 2/2 orders same as 1 after 0 min",
            "1 v1 denied",
            "2 v1 denied 2/2 orders same as 1 after 0 min",
            "1 v1",
            "2 v1 2/2 orders same as 1 after 0 min");
    assertThat(people.timers()).isZero();
  }

  @Test
  void ofManyOrdersTheNewestAreKept() throws Exception {
    for (int i = 0; i < Person.ORDERS + 5; i++) {
      people.see(paid("o" + i, 1, "A" + i), after(i));
    }
    people.publish(denial("d1", Denial.Kind.BUYER, "buyer-7", Instant.EPOCH), after(2_000));
    people.eventTimeReaches(after(2_000));

    assertThat(people.told().stream().filter(one -> one.contains("denied")))
        .hasSize(Person.ORDERS)
        .first()
        .asString()
        .startsWith("o5 ");
    assertThat(people.timers()).isZero();
  }
}
