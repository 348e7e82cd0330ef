package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Goal AT_LEAST = Goal.atLeast("stock / other", 8, 12, "orders a second");
  private static final Goal AT_MOST = Goal.atMost("path / loop", 5, 3, "CPU of both");

  private static final List<Measured> ROWS =
      List.of(
          Measured.ratio(
              AT_LEAST,
              "other, us",
              List.of(90.0, 100.0, 220.0),
              "stock, us",
              List.of(9.0, 10.0, 11.0)),
          Measured.ratio(AT_MOST, "path, us", List.of(48.0), "loop, us", List.of(8.0)),
          Measured.ratio(
              Goal.told("a / b", "for the record"), "a", List.of(1.0), "b", List.of(1_000.0)));

  @Test
  void aTableHasEqualColumnsAndSaysHowFarEachRatioComes() {
    assertThat(Table.text(ROWS).lines())
        .containsExactly(
            "ratio          median   min   max  floor, goal",
            "stock / other    10.0  10.0  20.0  >= 8.00, 12.0  floor",
            "path / loop      6.00  6.00  6.00  <= 5.00, 3.00  MISSED",
            "a / b            0.00  0.00  0.00");
  }

  @Test
  void whatRatiosAreMadeOfIsToldOnce() {
    assertThat(Table.parts(List.of(ROWS.get(0), ROWS.get(1), ROWS.get(1))).lines())
        .containsExactly(
            "measured   median   min   max  rounds",
            "other, us     100  90.0   220  3",
            "stock, us    10.0  9.00  11.0  3",
            "path, us     48.0  48.0  48.0  1",
            "loop, us     8.00  8.00  8.00  1");
  }

  @Test
  void ratiosAreOfTheSameRound() {
    assertThat(ROWS.get(0).ratio()).isEqualTo(new Spread(10, 10, 20, 3));
    assertThat(ROWS.get(0).parts()).containsEntry("other, us", new Spread(100, 90, 220, 3));
  }

  @Test
  void aBoundIsReachedFromTheGoodSide() {
    assertThat(List.of(7.9, 8.0, 12.0))
        .extracting(AT_LEAST::verdict)
        .containsExactly(Goal.Verdict.MISSED, Goal.Verdict.FLOOR, Goal.Verdict.GOAL);
    assertThat(List.of(5.1, 5.0, 3.0))
        .extracting(AT_MOST::verdict)
        .containsExactly(Goal.Verdict.MISSED, Goal.Verdict.FLOOR, Goal.Verdict.GOAL);
  }

  @Test
  void machinesReadTheSameFigures() throws Exception {
    JsonNode json = Json.mapper().readTree(Json.write(Table.json(Machine.here(), ROWS)));

    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(json.at("/rows/0/name").asText()).isEqualTo("stock / other");
    assertThat(json.at("/rows/0/ratio/max").asDouble()).isEqualTo(20);
    assertThat(json.at("/rows/0/verdict").asText()).isEqualTo("FLOOR");
    assertThat(json.at("/rows/1/parts/loop, us/median").asDouble()).isEqualTo(8);
  }

  @Test
  void aReportNamesTheCommandTheMachineAndWhatHasNoFigure() {
    Report report = new Report(Machine.here(), "bench --quick", ROWS, List.of("path: lost one"));

    assertThat(report.markdown("REPORT"))
        .contains("`deploy/penstock bench --quick` on ")
        .contains("| stock / other | 10.0 | 10.0 | 20.0 | >= 8.00, 12.0 | floor |")
        .contains("| stock / other: other, us | 100 | 90.0 | 220 | 3 |")
        .contains("- **path / loop**: CPU of both")
        .contains("- path: lost one");
  }

  @Test
  void ofNothingThereIsNoMedian() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("nothing was measured");
  }
}
