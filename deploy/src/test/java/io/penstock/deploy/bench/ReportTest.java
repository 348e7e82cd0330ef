package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.bench.Timeline.Panel;
import io.penstock.deploy.bench.Timeline.Point;
import io.penstock.deploy.bench.Timeline.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Measured PLAIN =
      Measured.ratio(
          Goal.told("a / b", "for the record"), "a, us", List.of(3.0), "b, us", List.of(1.5));
  private static final Timeline DAY =
      new Timeline(
          "day",
          "the [day] over time",
          List.of(
              new Panel(
                  "us", List.of(new Series("a", List.of(new Point(0, 1), new Point(1, 2)))))));

  @TempDir Path folder;

  @Test
  void everyPictureThatItShowsIsBesideIt() throws Exception {
    Path file = folder.resolve("new").resolve("REPORT.md");
    report(PLAIN, PLAIN.over(DAY)).write(file);

    Matcher pictures = Pattern.compile("!\\[(.*)]\\((.*)\\)").matcher(Files.readString(file));
    assertThat(pictures.find()).isTrue();
    assertThat(pictures.group(1)).isEqualTo("the \\[day\\] over time");
    assertThat(Files.readString(file.resolveSibling(pictures.group(2)))).isEqualTo(Picture.of(DAY));
    assertThat(pictures.find()).isFalse();
  }

  @Test
  void reportsInOneFolderHavePicturesOfTheirOwn() throws Exception {
    report(PLAIN.over(DAY)).write(folder.resolve("one.md"));
    report(PLAIN.over(DAY)).write(folder.resolve("two.md"));

    assertThat(folder)
        .isDirectoryContaining("glob:**/one-day.svg")
        .isDirectoryContaining("glob:**/two-day.svg");
  }

  @Test
  void whereNothingIsShownOverTimeThereIsNoPicture() throws Exception {
    Path file = folder.resolve("REPORT.md");
    report(PLAIN).write(file);

    assertThat(Files.readString(file)).doesNotContain("![").doesNotContain("Over time");
    assertThat(folder).isDirectoryNotContaining("glob:**.svg");
  }

  private static Report report(Measured... rows) {
    return new Report(Machine.here(), "bench", List.of(rows), List.of());
  }
}
