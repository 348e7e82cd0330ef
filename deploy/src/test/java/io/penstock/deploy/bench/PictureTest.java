package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.deploy.bench.Timeline.Panel;
import io.penstock.deploy.bench.Timeline.Point;
import io.penstock.deploy.bench.Timeline.Series;
import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {

  private static final Timeline DAY =
      new Timeline(
          "day",
          "a <day> & more",
          List.of(
              new Panel(
                  "records a second",
                  List.of(
                      new Series("a & b", List.of(new Point(0, 0), new Point(60, 500))),
                      new Series("\"c\"", List.of(new Point(30, 250))))),
              new Panel("ms", List.of(new Series("p99", List.of())))));

  @Test
  void aPointIsWhereItsSecondAndItsValueAre() throws Exception {
    NodeList lines = elements(DAY, "polyline");

    // The field is 760 x 130, from (70, 58) on; its axes end with 60 s and 500.
    assertThat(attribute(lines, 0, "points")).isEqualTo("70.0,188.0 830.0,58.0");
  }

  @Test
  void textsAreTextsWhateverTheyHold() throws Exception {
    assertThat(texts(DAY)).contains("a <day> & more", "— a & b", "— \"c\"");
  }

  @Test
  void aPanelWithoutAPointHasAxesAndItsLegend() throws Exception {
    assertThat(attribute(elements(DAY, "polyline"), 2, "points")).isEmpty();
    assertThat(texts(DAY)).contains("ms", "— p99", "1");
  }

  @Test
  void ticksAreRoundAndTheLastOneIsNotBelowAnyValue() {
    assertThat(Axis.of(DoubleStream.of(3, 1_234), 5).values())
        .containsExactly(0.0, 500.0, 1_000.0, 1_500.0);
    assertThat(Axis.of(DoubleStream.of(5), 5).values())
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(Axis.of(DoubleStream.of(0.07), 5).end()).isGreaterThanOrEqualTo(0.07);
    assertThat(Axis.of(DoubleStream.empty(), 5).values()).containsExactly(0.0, 1.0);
    assertThat(Axis.label(1_500)).isEqualTo("1,500");
    assertThat(Axis.label(3 * 0.1)).isEqualTo("0.3");
  }

  @Test
  void aNameThatIsAPathIsRefused() {
    assertThatThrownBy(() -> new Timeline("../day", "a day", List.of()))
        .hasMessage("no name of a file: ../day");
  }

  private static List<String> texts(Timeline timeline) throws Exception {
    NodeList texts = elements(timeline, "text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(at -> texts.item(at).getTextContent())
        .toList();
  }

  private static NodeList elements(Timeline timeline, String name) throws Exception {
    Document svg =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Picture.of(timeline))));
    return svg.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
  }

  private static String attribute(NodeList elements, int index, String name) {
    return ((Element) elements.item(index)).getAttribute(name);
  }
}
