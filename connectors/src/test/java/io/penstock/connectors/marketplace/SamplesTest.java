package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.connectors.marketplace.Samples.Sample;
import io.penstock.model.Order;
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
  void aSampleGivesExactlyWhatItMust(Sample sample) throws Exception {
    assertThat(Records.normalised(sample.raw()))
        .isEqualTo(Json.read(Files.readAllBytes(sample.expected()), Normalised.class));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatALineCostsIsItsPriceLessItsDiscount(Sample sample) throws Exception {
    assertThat(Records.normalised(sample.raw()).orders())
        .flatExtracting(Order::lines)
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
