package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCheckTest {

  @TempDir Path parent;

  private Path folder;

  @BeforeEach
  void makeOne() throws IOException {
    folder = FolderTemplate.write(parent, "corner-shop");
  }

  @Test
  void aNewFolderGivesWhatItMust() throws Exception {
    assertThat(differences()).isEmpty();
  }

  @Test
  void eachDifferenceIsNamedWithItsPlace() throws Exception {
    change("order.jslt", "\"zone\": $zone", "\"zone\": \"Europe/Berlin\"");
    change("samples/paid.expected.json", "\"sku\" : \"MUG-1\"", "\"sku\" : \"MUG-2\"");

    assertThat(differences())
        .containsExactly(
            "orders[0].zone: must be \"UTC\", is \"Europe/Berlin\"",
            "orders[0].lines[0].sku: must be \"MUG-2\", is \"MUG-1\"");
  }

  @Test
  void aLineThatTheSampleMustNotHaveIsCounted() throws Exception {
    change("order.jslt", "\"lines\": $lines", "\"lines\": []");

    assertThat(differences()).contains("orders[0].lines: must be 1, are 0");
  }

  @Test
  void aPriceThatDoesNotMakeTheAmountIsExplained() throws Exception {
    change("order.jslt", "\"unitPriceMinor\": $unit", "\"unitPriceMinor\": 999");

    assertThat(differences())
        .contains("line 1 of order 1001: 2 x 999 - 100 - 0 is 1898, and its amount is 1900");
  }

  @Test
  void aSampleThatIsRefusedSaysWhy() throws Exception {
    change("samples/paid.json", "\"state\": \"paid\"", "\"state\": \"PARKED\"");

    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("is refused: UNKNOWN_STATUS:")
        .contains("'state'", "PARKED");
  }

  @Test
  void aSampleNeedsToSayWhatItMustGive() throws Exception {
    Files.delete(folder.resolve("samples/paid.expected.json"));

    assertThat(differences()).containsExactly("lacks paid.expected.json, what it must give");

    Path sample = folder.resolve("samples/paid.json");
    Files.writeString(FolderCheck.expectedOf(sample), FolderCheck.of(folder).canonical(sample));
    assertThat(differences()).isEmpty();
  }

  @Test
  void anExpectationThatIsNoOrderIsSaidToBeNone() throws Exception {
    Files.writeString(folder.resolve("samples/paid.expected.json"), "[1]");

    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith(
            "paid.expected.json is not of the form {\"orders\": [...]}, or cases, news or bill: ");
  }

  @Test
  void aFolderWithoutSamplesProvesNothing() throws Exception {
    Files.delete(folder.resolve("samples/paid.json"));

    assertThatThrownBy(this::differences)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no sample lies in");
  }

  @Test
  void aMistakeInTheMappingIsShownWhereItIs() throws Exception {
    change("order.jslt", "\"zone\": $zone", "\"zone\": $nowhere");

    assertThatThrownBy(this::differences)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order.jslt: line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "../x", "a/b", "1shop", "shop_1"})
  void aBadNameIsRefused(String name) {
    assertThatThrownBy(() -> FolderTemplate.write(parent, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a name: '" + name + "'");
  }

  @Test
  void whatIsThereIsNotWrittenOver() {
    assertThatThrownBy(() -> FolderTemplate.write(parent, "corner-shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is a folder already");
  }

  private List<String> differences() throws IOException {
    return FolderCheck.of(folder).run().stream()
        .flatMap(result -> result.differences().stream())
        .toList();
  }

  private void change(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(folder.resolve(file), text.replace(from, to));
  }
}
