package io.penstock.finance;

import io.penstock.Versions;
import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.MappingTimeline;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.BillLine;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.table.BillLineRow;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns a marketplace's settlement into lines of bills; what is none leaves by the side.
 *
 * <p>Mappings that were published hold from the next start of the job on: nobody waits for a bill.
 */
public final class ReadBills extends ProcessFunction<RawRecord, BillLineRow> {

  /** Records that hold nothing we know, or what does not belong into their topic. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("bill-dead-letters", TypeInformation.of(DeadLetter.class));

  private final Marketplaces marketplaces;
  private final List<Reference> published;
  private final int maxBytes;

  private transient MappingTimeline timeline;
  private transient Counter deadLetters;

  /**
   * @param published mappings that were published before the job was submitted
   */
  public ReadBills(Marketplaces marketplaces, List<Reference> published, int maxBytes) {
    this.marketplaces = marketplaces;
    this.published = List.copyOf(published);
    this.maxBytes = maxBytes;
  }

  @Override
  public void open(OpenContext context) {
    timeline = new MappingTimeline(new Normaliser(marketplaces, maxBytes));
    Versions.merge(Map.of(), published).forEach(timeline::set);
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<BillLineRow> out) {
    try {
      Normalised read = timeline.at(raw.timestamp()).normalise(raw);
      if (read.bill().isEmpty()) {
        throw new UnreadableException(
            "WRONG_TOPIC", "orders and cases belong into orders.raw and aftersales.raw");
      }
      for (BillLine line : read.bill()) {
        out.collect(new BillLineRow(line, raw.cause()));
      }
    } catch (UnreadableException why) {
      deadLetters.inc();
      context.output(DEAD_LETTERS, DeadLetters.of(raw, why));
    }
  }
}
