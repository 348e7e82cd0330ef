package io.penstock.insight;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Finds the marketplaces' own totals among the reference data. What cannot be read is named where
 * all reference data is read, and passed over here.
 */
final class ReadControlTotals implements FlatMapFunction<RawRecord, Reference> {

  private static final String KEY = Reference.Type.CONTROL_TOTAL + "/";

  @Override
  public void flatMap(RawRecord raw, Collector<Reference> out) {
    String key = raw.key();
    if (key == null || !key.startsWith(KEY)) {
      return;
    }
    if (raw.value().length == 0) {
      out.collect(Reference.end(Reference.Type.CONTROL_TOTAL, key.substring(KEY.length())));
      return;
    }
    try {
      Reference reference = Json.readOfOthers(raw.value(), Reference.class);
      Reference.ControlTotal total = reference.controlTotal();
      if (reference.deleted() || (total != null && total.isOf(reference.id()))) {
        out.collect(reference);
      }
    } catch (UnreadableException namedElsewhere) {
      // A dead letter of the fulfilment job tells of it.
    }
  }
}
