package io.penstock.deploy.bench;

import io.penstock.deploy.bench.Timeline.Panel;
import io.penstock.deploy.bench.Timeline.Point;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Draws a timeline as SVG: its panels one below the other, over the same seconds. */
final class Picture {

  private static final int LEFT = 70;
  private static final int PLOT_WIDTH = 760;
  private static final int RIGHT = 20;
  private static final int TITLE = 34;
  private static final int PANEL_TITLE = 24;
  private static final int PLOT_HEIGHT = 130;
  private static final int BELOW = 36;
  private static final int PANEL = PANEL_TITLE + PLOT_HEIGHT + BELOW;

  private static final int MOST_SECONDS_TICKS = 12;
  private static final int MOST_VALUE_TICKS = 5;

  /** Told apart by those, too, who see few colours. */
  private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

  private static final String GREY = "#cccccc";
  private static final String INK = "#333333";

  private final XMLStreamWriter xml;
  private final Axis seconds;

  private Picture(XMLStreamWriter xml, Axis seconds) {
    this.xml = xml;
    this.seconds = seconds;
  }

  static String of(Timeline timeline) {
    Axis seconds =
        Axis.of(
            timeline.panels().stream().flatMap(Picture::points).mapToDouble(Point::seconds),
            MOST_SECONDS_TICKS);
    StringWriter svg = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(svg);
      new Picture(xml, seconds).draw(timeline);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("a text cannot be written to memory", impossible);
    }
    return svg.toString();
  }

  private void draw(Timeline timeline) throws XMLStreamException {
    int width = LEFT + PLOT_WIDTH + RIGHT;
    int height = TITLE + PANEL * timeline.panels().size();
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attributes("viewBox", "0 0 " + width + " " + height, "width", width, "height", height);
    attributes("font-family", "sans-serif", "font-size", 12, "fill", INK);
    shape("rect", "width", width, "height", height, "fill", "#ffffff");
    text(timeline.title(), "x", LEFT, "y", 20, "font-size", 14, "font-weight", "bold");
    int top = TITLE;
    for (Panel panel : timeline.panels()) {
      draw(panel, top + PANEL_TITLE);
      top += PANEL;
    }
    xml.writeEndElement();
  }

  /**
   * @param top of the field that the lines are in
   */
  private void draw(Panel panel, int top) throws XMLStreamException {
    int bottom = top + PLOT_HEIGHT;
    int right = LEFT + PLOT_WIDTH;
    Axis values = Axis.of(points(panel).mapToDouble(Point::value), MOST_VALUE_TICKS);
    text(panel.unit(), "x", LEFT, "y", top - 8);
    for (double value : values.values()) {
      double y = y(value, values, bottom);
      shape("line", "x1", LEFT, "y1", y, "x2", right, "y2", y, "stroke", GREY);
      text(Axis.label(value), "x", LEFT - 6, "y", y + 4, "text-anchor", "end");
    }
    for (double second : seconds.values()) {
      double x = x(second);
      shape("line", "x1", x, "y1", bottom, "x2", x, "y2", bottom + 4, "stroke", INK);
      text(Axis.label(second) + " s", "x", x, "y", bottom + 17, "text-anchor", "middle");
    }
    legend(panel, right, top - 8);
    for (int i = 0; i < panel.series().size(); i++) {
      String line =
          panel.series().get(i).points().stream()
              .map(at -> number(x(at.seconds())) + "," + number(y(at.value(), values, bottom)))
              .collect(Collectors.joining(" "));
      shape("polyline", "points", line, "fill", "none", "stroke", colour(i), "stroke-width", 1.5);
    }
  }

  /** The names side by side, the last one at the right: how wide a text is can only be guessed. */
  private void legend(Panel panel, int right, int y) throws XMLStreamException {
    int end = right;
    for (int i = panel.series().size() - 1; i >= 0; i--) {
      String name = panel.series().get(i).name();
      text("\u2014 " + name, "x", end, "y", y, "text-anchor", "end", "fill", colour(i));
      end -= 24 + 7 * name.length();
    }
  }

  private static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  private double x(double second) {
    return LEFT + PLOT_WIDTH * second / seconds.end();
  }

  private static double y(double value, Axis axis, int bottom) {
    return bottom - PLOT_HEIGHT * value / axis.end();
  }

  private static Stream<Point> points(Panel panel) {
    return panel.series().stream().flatMap(series -> series.points().stream());
  }

  private void shape(String name, Object... attributes) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEmptyElement(name);
    attributes(attributes);
  }

  private void text(String text, Object... attributes) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("text");
    attributes(attributes);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void attributes(Object... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      xml.writeAttribute(
          namesAndValues[i].toString(),
          value instanceof Double number ? number(number) : value.toString());
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
