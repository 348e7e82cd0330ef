package io.penstock.deploy.bench.path;

import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.observe.Latencies;
import java.util.List;

/** Sees from outside what a job has committed. */
interface Watch extends AutoCloseable {

  /** Raw records whose answer can be read. */
  long answered();

  /** Delays count from now on. */
  void measureFromNow();

  /** A sentence for everything that is still under way or wrong, after all was sent. */
  List<String> missing(LoadReport sent) throws Exception;

  /** How many delays count so far. */
  int delays();

  /** They themselves: from when a record was due until its answer could be read. */
  Latencies latencies();

  @Override
  void close() throws Exception;
}
