package io.penstock.stock;

import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads what the warehouses tell; what cannot be read leaves by the side with a reason. */
public final class ReadWmsEvent extends ProcessFunction<RawRecord, StockInput> {

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("wms-dead-letters", TypeInformation.of(DeadLetter.class));

  @Override
  public void processElement(RawRecord raw, Context context, Collector<StockInput> out) {
    WmsEvent event;
    try {
      event = Json.readOfOthers(raw.value(), WmsEvent.class);
    } catch (UnreadableException unreadable) {
      context.output(DEAD_LETTERS, DeadLetters.of(raw, unreadable));
      return;
    }
    out.collect(StockInput.of(event, raw.cause(), raw.timestamp()));
  }
}
