package io.penstock.deploy.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * An axis that begins at zero and ends with a tick.
 *
 * @param step from tick to tick: 1, 2 or 5 times a power of ten
 * @param ticks how many there are above zero
 */
record Axis(double step, int ticks) {

  /** An axis that has room for all values, with at most so many ticks above zero. */
  static Axis of(DoubleStream values, int most) {
    double highest = values.max().orElse(0);
    if (!(highest > 0)) {
      return new Axis(1, 1);
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest / most)));
    double step = power;
    for (double factor : new double[] {2, 5, 10}) {
      if (step * most < highest) {
        step = power * factor;
      }
    }
    return new Axis(step, (int) Math.ceil(highest / step));
  }

  double end() {
    return step * ticks;
  }

  /** Zero and all above. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (int tick = 0; tick <= ticks; tick++) {
      values.add(tick * step);
    }
    return values;
  }

  /** As it stands beside its tick. */
  static String label(double value) {
    return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }
}
