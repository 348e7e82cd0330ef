package io.penstock.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Cause;
import io.penstock.model.DueUpdate;
import io.penstock.model.PublishedReference;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Shop;
import io.penstock.model.StockLevel;
import io.penstock.model.StockLevel.ChannelLevel;
import io.penstock.state.ListingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which shops are told of a level, and what. */
class ListingFunctionTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private KeyedBroadcastOperatorTestHarness<String, StockLevel, PublishedReference, DueUpdate>
      listing;

  @BeforeEach
  void begin() throws Exception {
    listing =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new ListingFunction(), List.of(ListingState.shops())),
            StockLevel::pool,
            Types.STRING,
            1,
            1,
            0);
    listing
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            ListingFunctionTest.class.getClassLoader());
    listing.setup(
        TypeInformation.of(DueUpdate.class)
            .createSerializer(listing.getExecutionConfig().getSerializerConfig()));
    listing.open();
    shop("tmall", "a", "pool", 60, Instant.EPOCH);
    shop("tmall", "not-told", "pool", null, Instant.EPOCH);
    shop("jd", "a", "pool", 300, Instant.EPOCH);
    shop("jd", "b", "pool", 60, Instant.EPOCH);
    shop("jd", "c", "another", 60, Instant.EPOCH);
  }

  @AfterEach
  void end() throws Exception {
    listing.close();
  }

  private void shop(
      String marketplace, String shop, String pool, @Nullable Integer perMinute, Instant from)
      throws Exception {
    Shop part = new Shop(marketplace, shop, "acme", pool, perMinute);
    publish(Reference.of(marketplace + "/" + shop, from, part));
  }

  private void publish(Reference reference) throws Exception {
    listing.processBroadcastElement(
        new PublishedReference(reference, new Cause("reference", 0, 0), NOON), 0);
  }

  private void level(String sku, long offered, Instant at, ChannelLevel... channels)
      throws Exception {
    List<ChannelLevel> named = channels.length == 0 ? null : List.of(channels);
    listing.processElement(new StockLevel("pool", sku, 99, 0, 99, at, false, offered, named, 0), 0);
  }

  private List<String> due() {
    List<String> due = new ArrayList<>();
    for (DueUpdate one : listing.extractOutputValues()) {
      due.add(one.update().key() + " " + one.update().quantity() + " " + one.perMinute());
    }
    listing.getOutput().clear();
    return due;
  }

  @Test
  void everyShopThatSellsOutOfThePoolIsToldWhatItMaySell() throws Exception {
    level("TEE", 5, NOON, new ChannelLevel("jd", 7), new ChannelLevel("jd/b", 3));

    assertThat(due()).containsExactly("jd/a/TEE 7 300", "jd/b/TEE 3 60", "tmall/a/TEE 5 60");
  }

  @Test
  void whomALevelLeavesAsItWasIsNotTold() throws Exception {
    level("TEE", 5, NOON, new ChannelLevel("jd", 7));
    due();
    level("TEE", 4, NOON, new ChannelLevel("jd", 7));

    assertThat(due()).containsExactly("tmall/a/TEE 4 60");
  }

  @Test
  void aShopThatComesLaterIsToldEverything() throws Exception {
    level("TEE", 5, NOON);
    level("CAP", 6, NOON);
    due();
    shop("jd", "c", "pool", 60, NOON.plusSeconds(60));
    level("TEE", 4, NOON.plusSeconds(59));
    assertThat(due()).containsExactly("jd/a/TEE 4 300", "jd/b/TEE 4 60", "tmall/a/TEE 4 60");
    level("TEE", 3, NOON.plusSeconds(60));

    assertThat(due())
        .containsExactlyInAnyOrder(
            "jd/a/TEE 3 300",
            "jd/b/TEE 3 60",
            "jd/c/CAP 6 60",
            "jd/c/TEE 3 60",
            "tmall/a/TEE 3 60");
  }

  @Test
  void aShopThatIsGoneIsToldNothing() throws Exception {
    level("TEE", 5, NOON);
    due();
    publish(Reference.end(Reference.Type.SHOP, "jd/a"));
    publish(Reference.end(Reference.Type.SHOP, "jd/b", NOON.plusSeconds(9)));
    level("TEE", 4, NOON.plusSeconds(10));

    assertThat(due()).containsExactly("tmall/a/TEE 4 60");
  }

  @Test
  void aLevelOfAnEarlierReleaseSaysWhatCanBePromised() throws Exception {
    listing.processElement(new StockLevel("pool", "TEE", 9, 1, 8, NOON, false, null, null, 0), 0);

    assertThat(due()).contains("tmall/a/TEE 8 60");
  }
}
