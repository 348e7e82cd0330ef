package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarehouseAnswersTest {

  private static final List<Function<Delivery, WmsEvent>> ANSWERS =
      List.of(
          WarehouseAnswers::accepted,
          WarehouseAnswers::rejected,
          WarehouseAnswers::picked,
          WarehouseAnswers::shipped,
          WarehouseAnswers::cancelled,
          WarehouseAnswers::cancelFailed);

  @Test
  void everyAnswerHasAnIdOfItsOwn() {
    assertThat(IntStream.range(0, 200).mapToObj(Deliveries::create))
        .flatExtracting(each -> ANSWERS.stream().map(say -> say.apply(each).messageId()).toList())
        .doesNotHaveDuplicates()
        .hasSize(1_200);
  }

  @Test
  void anAnswerTellsOfTheWholeDeliveryAfterItWasAsked() {
    Delivery delivery = Deliveries.create(4);
    for (Function<Delivery, WmsEvent> say : ANSWERS) {
      WmsEvent answer = say.apply(delivery);
      assertThat(answer.deliveryId()).isEqualTo(delivery.deliveryId());
      assertThat(answer.owner()).isEqualTo("lanting");
      assertThat(answer.warehouse()).isEqualTo("CN-HGH");
      assertThat(answer.items())
          .containsExactly(new WmsEvent.Item("LA-1001", 2), new WmsEvent.Item("LA-1002", 1));
      assertThat(answer.at()).isAfter(delivery.at());
    }
    assertThat(WarehouseAnswers.shipped(delivery).at())
        .isAfter(WarehouseAnswers.picked(delivery).at());
  }

  @Test
  void onlyWhatLeavesHasACarrierOfItsCountry() {
    Delivery delivery = Deliveries.create(4);
    WmsEvent shipped = WarehouseAnswers.shipped(delivery);
    assertThat(shipped.carrier()).isIn("SF", "ZTO", "YTO", "JD");
    assertThat(shipped.trackingNumber()).startsWith(shipped.carrier());
    assertThat(WarehouseAnswers.shipped(Deliveries.to("US", delivery)).carrier())
        .isIn("UPS", "FEDEX", "USPS");
    assertThat(ANSWERS.stream().map(say -> say.apply(delivery)))
        .filteredOn(answer -> answer.type() != WmsEvent.Type.SHIPPED)
        .hasSize(5)
        .allMatch(answer -> answer.carrier() == null && answer.trackingNumber() == null);
  }

  @Test
  void fewAreRefusedSomeArePickedAtOnceAndFewAnswersAreRepeated() {
    int refused = 0;
    int fast = 0;
    int repeated = 0;
    for (int number = 0; number < 20_000; number++) {
      Delivery delivery = Deliveries.create(number);
      refused += WarehouseAnswers.refuses(delivery) ? 1 : 0;
      fast += WarehouseAnswers.picksAtOnce(delivery) ? 1 : 0;
      repeated += WarehouseAnswers.times(WarehouseAnswers.accepted(delivery)) - 1;
    }
    assertThat(refused).isBetween(30, 100);
    assertThat(fast).isBetween(3_700, 4_300);
    assertThat(repeated).isBetween(320, 480);
  }
}
