package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.article;
import static io.penstock.stock.StockSamples.merging;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Reference.Merge;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.ArticleVersion;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goods need on their way, and who may travel with whom because of it. */
class TransportTest {

  private static final Instant WINDOW_ENDS = NOON.plus(Duration.ofMinutes(31));

  private PoolInMemory pool;

  @BeforeEach
  void plentyOfGoodsOfManyKinds() throws Exception {
    pool = new PoolInMemory("TEE", "CAP", "ICE", "SORBET", "SF-OR-JD", "JD-OR-YTO", "YTO-OR-SF");
    pool.with(merging(5));
    List<StockInput> inputs =
        new ArrayList<>(
            List.of(
                article("ICE", Instant.EPOCH, after(0), "CHILLED"),
                article("SORBET", Instant.EPOCH, after(0), "CHILLED"),
                article("SF-OR-JD", Instant.EPOCH, after(0), null, "SF", "JD"),
                article("JD-OR-YTO", Instant.EPOCH, after(0), null, "JD", "YTO"),
                article("YTO-OR-SF", Instant.EPOCH, after(0), null, "YTO", "SF")));
    for (String sku : pool.stock.keySet()) {
      inputs.add(pool.receipt("east", sku, 50));
    }
    pool.wave(inputs.toArray(StockInput[]::new));
    pool.forget();
  }

  @Test
  void goodsOfDifferentClassesNeverTravelTogetherAndWaitSideBySide() throws Exception {
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "ICE*1").allocate());
    pool.wave(ann("3", "CAP*1").allocate());
    pool.wave(ann("4", "SORBET*1").allocate());
    assertThat(pool.deliveries).as("nobody hurries another").isEmpty();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*1, CAP*1]", "CREATE 2#1.1+1 east [ICE*1, SORBET*1]");
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void anOrderThatMixesClassesItselfTravelsAlone() throws Exception {
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "ICE*1").allocate());
    pool.forget();
    pool.wave(ann("3", "TEE*1", "ICE*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 3#1.1 east [TEE*1, ICE*1]");
    assertThat(pool.events).containsExactly("3 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void oneCarrierMustTakeAllOfItPairsAreNotEnough() throws Exception {
    pool.wave(ann("1", "SF-OR-JD*1").allocate());
    pool.wave(ann("2", "JD-OR-YTO*1").allocate());
    pool.wave(ann("3", "YTO-OR-SF*1").allocate());
    pool.wave(ann("4", "TEE*1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1+2 east [SF-OR-JD*1, JD-OR-YTO*1, TEE*1]",
            "CREATE 3#1.1 east [YTO-OR-SF*1]");
    assertThat(pool.instructions)
        .extracting(Delivery::carriers)
        .containsExactly(List.of("JD"), List.of("SF", "YTO"));
  }

  @Test
  void whoLeavesTheOthersFreesTheirChoice() throws Exception {
    pool.wave(ann("1", "SF-OR-JD*1").allocate());
    pool.wave(ann("2", "JD-OR-YTO*1").allocate());
    pool.wave(ann("2", "JD-OR-YTO*1").version(2).cancel());
    pool.wave(ann("3", "YTO-OR-SF*1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [SF-OR-JD*1, YTO-OR-SF*1]");
    assertThat(pool.instructions.get(0).carriers()).containsExactly("SF");
  }

  @Test
  void aWarehouseIsToldTheCarriersAlsoOfASingleParcel() throws Exception {
    pool.wave(
        Wish.of("1", "SF-OR-JD*1", "JD-OR-YTO*1").allocate(),
        Wish.of("2", "TEE*1", "ICE*1").allocate(),
        Wish.of("3", "SF-OR-JD*1", "JD-OR-YTO*1", "YTO-OR-SF*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());

    assertThat(pool.instructions)
        .extracting(one -> StockSamples.text(one).substring(0, 12) + " " + one.carriers())
        .containsExactly(
            "CREATE 1#1.1 [JD]", "CREATE 2#1.1 null", "CREATE 3#1.1 []", "CANCEL 1#1.1 [JD]");
  }

  @Test
  void whatNoCarrierTakesTogetherDoesNotWaitInVain() throws Exception {
    pool.wave(ann("1", "SF-OR-JD*1", "JD-OR-YTO*1", "YTO-OR-SF*1").allocate());

    assertThat(pool.deliveries).hasSize(1);
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void noWarehouseIsPreferredForCompanyThatAnOrderMayNotHave() throws Exception {
    pool.wave(pool.receipt("north", "CAP", 1), pool.receipt("north", "ICE", 9));
    pool.wave(pool.adjustment("east", "CAP", -50), pool.receipt("north", "JD-OR-YTO", 9));
    pool.wave(pool.receipt("north", "TEE", 9), pool.receipt("north", "SF-OR-JD", 9));
    pool.wave(ann("1", "CAP*1", "SF-OR-JD*1").allocate());
    pool.wave(
        ann("2", "ICE*1").allocate(),
        ann("3", "TEE*1").allocate(),
        ann("4", "JD-OR-YTO*1").allocate());
    pool.forget();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .as("the second may not, the third may, the fourth may, too")
        .containsExactlyInAnyOrder(
            "CREATE 2#1.1 east [ICE*1]",
            "CREATE 1#1.1+2 north [CAP*1, SF-OR-JD*1, TEE*1, JD-OR-YTO*1]");
  }

  @Test
  void noWarehouseIsPreferredForCompanyWhoseCarriersAreOthers() throws Exception {
    pool.wave(pool.adjustment("east", "JD-OR-YTO", -50), pool.receipt("north", "JD-OR-YTO", 9));
    pool.wave(article("CAP", Instant.EPOCH, after(0), null, "SF"), pool.receipt("north", "CAP", 9));
    pool.wave(ann("1", "JD-OR-YTO*1").allocate());
    pool.wave(ann("2", "CAP*1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder("CREATE 1#1.1 north [JD-OR-YTO*1]", "CREATE 2#1.1 east [CAP*1]");
  }

  @Test
  void aLaterVersionOfAnArticleIsForThoseWhoComeThenAndPartsNobody() throws Exception {
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "CAP*1").allocate());
    pool.wave(article("CAP", NOON, after(0), "DANGEROUS", "JD"));
    pool.wave(ann("3", "CAP*2").allocate());
    pool.wave(ann("4", "TEE*2").allocate());
    pool.wave(ann("2", "CAP*1").version(2).shipBy(NOON.plus(Duration.ofDays(1))).allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1+2 east [TEE*1, CAP*1, TEE*2]", "CREATE 3#1.1 east [CAP*2]");
    assertThat(pool.instructions.get(0).carriers()).isNull();
    assertThat(pool.instructions.get(1).carriers()).containsExactly("JD");
  }

  @Test
  void aVersionCountsFromItsTimeOnAndItsEndMakesTheArticleOrdinary() throws Exception {
    Instant soon = NOON.plus(Duration.ofMinutes(5));
    pool.wave(article("CAP", soon, after(0), "DANGEROUS"));
    pool.wave(ann("1", "CAP*1").allocate(), ann("2", "TEE*1").allocate());
    pool.quietUntil(soon);
    pool.wave(ann("3", "CAP*1").allocate());
    pool.wave(article("CAP", Instant.EPOCH, after(0), "CHILLED"));
    pool.wave(ann("4", "CAP*1").allocate());
    pool.quietUntil(WINDOW_ENDS.plus(Duration.ofMinutes(5)));
    assertThat(pool.deliveries)
        .as("what is older does not replace what holds")
        .containsExactly(
            "CREATE 1#1.1+1 east [CAP*1, TEE*1]", "CREATE 3#1.1+1 east [CAP*1, CAP*1]");
    pool.forget();

    pool.wave(StockSamples.unpublished("CAP", after(0)), StockSamples.announced("CAP", after(0)));
    assertThat(versions("CAP")).as("nothing to remember").isEmpty();
    pool.wave(ann("5", "CAP*1").allocate(), ann("6", "TEE*1").allocate());
    pool.quietUntil(WINDOW_ENDS.plus(Duration.ofHours(1)));
    assertThat(pool.deliveries).containsExactly("CREATE 5#1.1+1 east [CAP*1, TEE*1]");
  }

  @Test
  void onlyTheVersionThatHoldsAndThoseToComeAreRemembered() throws Exception {
    for (int version = 1; version < 9; version++) {
      pool.wave(article("CAP", NOON.minusSeconds(99 - version), after(0), "C" + version));
    }
    pool.wave(article("CAP", NOON.plusSeconds(900), after(0), "LATER"));

    assertThat(versions("CAP"))
        .extracting(version -> version.transport().storageClasses())
        .containsExactly(List.of("C8"), List.of("LATER"));
  }

  @Test
  void whoFitsInButHasNoRoomStartsAnewAndDisturbsNoOtherCompany() throws Exception {
    pool.with(merging(new Merge("PT30M", "PT4H", 9, 4)));
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "ICE*3").allocate());
    pool.wave(ann("3", "SORBET*2").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [ICE*3]");
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .contains("CREATE 1#1.1 east [TEE*1]", "CREATE 3#1.1 east [SORBET*2]");
  }

  @Test
  void asManyAsThePolicyAllowsAreCountedByCompany() throws Exception {
    pool.with(merging(2));
    pool.wave(ann("1", "TEE*1").allocate(), ann("2", "ICE*1").allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.wave(ann("3", "ICE*2").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1+1 east [ICE*1, ICE*2]");
  }

  @Test
  void aGiftOfAnotherClassMakesItsOrderTravelAlone() throws Exception {
    pool.wave(Promotion.of("ice", "ICE").minUnits(2).published(after(0)));
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "TEE*2").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 2#1.1 east [TEE*2, ICE*1]", "CREATE 1#1.1 east [TEE*1]");
  }

  @Test
  void whoIsSentAgainAfterARecallJoinsByWhatHoldsThen() throws Exception {
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "CAP*1").allocate());
    pool.wave(ann("3", "TEE*1").allocate());
    pool.quietUntil(WINDOW_ENDS);
    pool.wave(article("CAP", NOON, after(0), "DANGEROUS"));
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder("CREATE 2#2.1 east [CAP*1]", "CREATE 3#2.1 east [TEE*1]");
  }

  private List<ArticleVersion> versions(String sku) {
    return pool.stock.getOrDefault(sku, SkuStock.NONE).versions();
  }

  private static Wish ann(String orderId, String... goods) {
    return Wish.of(orderId, goods).forToken("ann");
  }
}
