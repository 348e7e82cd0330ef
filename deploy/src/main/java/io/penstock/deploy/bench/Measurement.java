package io.penstock.deploy.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What measures one row of the table, or several that come of one run. */
public interface Measurement {

  /**
   * How much is done for it.
   *
   * @param quick whether a table in minutes is worth more than a narrow spread
   * @param rounds how often what is compared takes turns
   * @param directory for whatever servers write; a measurement makes a folder of its own in it
   * @param progress is told what is done now
   */
  record Effort(boolean quick, int rounds, Path directory, Consumer<String> progress) {

    /** One of two sizes. */
    public int size(int whenQuick, int otherwise) {
      return quick ? whenQuick : otherwise;
    }
  }

  /** As it is asked for on the command line. */
  String name();

  /**
   * Measures.
   *
   * @throws Exception also where the counts do not check: then there is no figure
   */
  List<Measured> measure(Effort effort) throws Exception;
}
