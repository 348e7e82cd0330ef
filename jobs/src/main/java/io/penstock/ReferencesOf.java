package io.penstock;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import java.io.Serializable;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * Finds the records of one type among the reference data, for the jobs that need no other. What
 * cannot be read or is refused becomes a dead letter of the fulfilment job, which reads all of it,
 * and is passed over here.
 */
public final class ReferencesOf implements FlatMapFunction<RawRecord, Reference> {

  /** Whether a record that does not end one says what it must. */
  public interface Check extends Predicate<Reference>, Serializable {}

  private final Reference.Type type;
  private final Check check;

  public ReferencesOf(Reference.Type type, Check check) {
    this.type = type;
    this.check = check;
  }

  /** The mappings of marketplaces. */
  public static DataStream<Reference> mappings(DataStream<RawRecord> reference) {
    Check whole = one -> one.mapping() != null && one.mapping().isOf(one.id());
    return reference
        .flatMap(
            new ReferencesOf(Reference.Type.MAPPING, whole), TypeInformation.of(Reference.class))
        .uid("mappings")
        .name("Mappings");
  }

  @Override
  public void flatMap(RawRecord raw, Collector<Reference> out) {
    String prefix = type + "/";
    String key = raw.key();
    if (key == null || !key.startsWith(prefix)) {
      return;
    }
    if (raw.value().length == 0) {
      out.collect(Reference.end(type, key.substring(prefix.length())));
      return;
    }
    try {
      Reference reference = Json.readOfOthers(raw.value(), Reference.class);
      if (reference.type() == type && (reference.deleted() || check.test(reference))) {
        out.collect(reference);
      }
    } catch (UnreadableException namedElsewhere) {
      // A dead letter of the fulfilment job tells of it.
    }
  }
}
