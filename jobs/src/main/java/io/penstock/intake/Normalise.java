package io.penstock.intake;

import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Turns a marketplace's payload into canonical orders; what cannot be read leaves by the side. */
public final class Normalise extends ProcessFunction<RawRecord, ReceivedOrder> {

  private final Marketplaces marketplaces;
  private final int maxBytes;
  private final OutputTag<DeadLetter> unreadable;

  private transient Normaliser normaliser;
  private transient Counter deadLetters;

  public Normalise(Marketplaces marketplaces, int maxBytes, OutputTag<DeadLetter> unreadable) {
    this.marketplaces = marketplaces;
    this.maxBytes = maxBytes;
    this.unreadable = unreadable;
  }

  @Override
  public void open(OpenContext context) {
    normaliser = new Normaliser(marketplaces, maxBytes);
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<ReceivedOrder> out) {
    try {
      for (ReceivedOrder order : normaliser.normalise(raw)) {
        out.collect(order);
      }
    } catch (UnreadableException why) {
      deadLetters.inc();
      context.output(unreadable, DeadLetters.of(raw, why.code(), why.reason()));
    }
  }
}
