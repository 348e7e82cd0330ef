package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.connectors.marketplace.Samples.Sample;
import io.penstock.model.Order;
import io.penstock.model.ReceivedOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

  static List<Sample> samples() throws IOException {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleGivesExactlyItsCanonicalOrders(Sample sample) throws Exception {
    List<Order> expected = List.of(Json.read(Files.readAllBytes(sample.expected()), Order[].class));

    assertThat(Records.received(Records.raw(sample.marketplace(), sample.bytes())))
        .extracting(ReceivedOrder::order)
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatALineCostsIsItsPriceLessItsDiscount(Sample sample) throws Exception {
    assertThat(Records.received(Records.raw(sample.marketplace(), sample.bytes())))
        .flatExtracting(received -> received.order().lines())
        .filteredOn(line -> line.amountMinor() > 0)
        .allSatisfy(
            line ->
                assertThat(
                        line.quantity() * line.unitPriceMinor()
                            - line.discountMinor()
                            - line.subsidyMinor())
                    .isEqualTo(line.amountMinor()));
  }
}
