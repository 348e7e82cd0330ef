package io.penstock.deploy.bench;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What happened over one stretch of time, seen from several sides.
 *
 * @param name for its file: lower case letters, digits and hyphens
 * @param title one line that says what is shown
 */
public record Timeline(String name, String title, List<Panel> panels) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /**
   * Lines of one unit.
   *
   * @param unit what is shown, with its unit
   */
  public record Panel(String unit, List<Series> series) {

    public Panel {
      series = List.copyOf(series);
    }
  }

  /**
   * A line.
   *
   * @param points in the order of their time; there may be none
   */
  public record Series(String name, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A value at a moment.
   *
   * @param seconds since the timeline begins
   * @param value not negative
   */
  public record Point(double seconds, double value) {}

  public Timeline {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a file: " + name);
    }
    panels = List.copyOf(panels);
  }
}
