package io.penstock.deploy.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A raw record of the demo becomes orders, and only becomes a tree of JSON. */
@State(Scope.Benchmark)
public class ReadMicro {

  /** All marketplaces of the demo, in its mix. */
  static final String ALL = "all";

  @Param({ALL, "taobao", "douyin", "shopify", "amazon"})
  String marketplace = ALL;

  private Normaliser normaliser;
  private Cycle<RawRecord> records;

  @Setup
  public void setUp() throws Exception {
    normaliser = Stages.normaliser();
    records =
        new Cycle<>(
            Stages.records().stream()
                .filter(raw -> marketplace.equals(ALL) || marketplace.equals(raw.marketplace()))
                .toList());
  }

  @Benchmark
  public JsonNode tree() {
    return OrderPayloads.parse(records.next());
  }

  /** The hash of the content included, by which intake tells a repetition. */
  @Benchmark
  public List<ReceivedOrder> normalise() throws UnreadableException {
    RawRecord raw = records.next();
    return normaliser.normalise(raw).received(raw);
  }
}
