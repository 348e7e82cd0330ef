package io.penstock.audit.rules;

import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.DeadLetter;
import io.penstock.model.PublishedReference;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reference data. What no stage could work with, a rule that does not compile above all,
 * leaves by the side with a reason, and what was published before it stays in force.
 *
 * <p>A tombstone of the key {@code TYPE/id} takes the record away as if it had never been
 * published, which is what becomes of it in a compacted topic anyway. To end a record at a time,
 * publish it as deleted.
 */
public final class ReadReference extends ProcessFunction<RawRecord, Reference> {

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("reference-dead-letters", TypeInformation.of(DeadLetter.class));

  /**
   * The catalogue goes its own way, by pool: articles, bundles, gifts, ring fences and the numbers
   * of waybills are the stock's alone, and far too many to lie at every task, as the rest does.
   */
  public static final OutputTag<StockInput> CATALOGUE =
      new OutputTag<>("catalogue", TypeInformation.of(StockInput.class));

  /** The denylist goes its own way, by the people whom it names, for the same reason. */
  public static final OutputTag<PublishedReference> DENIALS =
      new OutputTag<>("denials", TypeInformation.of(PublishedReference.class));

  /** What the audit goes by. */
  public static final OutputTag<PublishedReference> AUDIT =
      new OutputTag<>("audit", TypeInformation.of(PublishedReference.class));

  private transient Counter refused;

  @Override
  public void open(OpenContext context) {
    refused = getRuntimeContext().getMetricGroup().counter("referencesRefused");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<Reference> out) {
    Reference reference;
    try {
      reference = read(raw);
    } catch (UnreadableException unreadable) {
      refused.inc();
      context.output(DEAD_LETTERS, DeadLetters.of(raw, unreadable));
      return;
    }
    PublishedReference published = new PublishedReference(reference, raw.cause(), raw.timestamp());
    if (RuleBook.concerns(reference.type())) {
      context.output(AUDIT, published);
    }
    switch (reference.type()) {
      case SKU, BUNDLE, GIFT, WAYBILL_RANGE, RING_FENCE, INBOUND ->
          context.output(CATALOGUE, ofPool(reference, raw));
      case DENIAL -> context.output(DENIALS, published);
      case POOL, WAREHOUSE, CARRIER, MAPPING, CONTROL_TOTAL, PLAYBOOK -> out.collect(reference);
      case SHOP, RULE -> {}
    }
  }

  private static StockInput ofPool(Reference reference, RawRecord raw) {
    String pool = reference.id().substring(0, reference.id().indexOf('/'));
    return StockInput.of(pool, reference, raw.cause(), raw.timestamp());
  }

  /** Those of the records that the audit goes by; what is refused is left out, as it is there. */
  public static List<Reference> forAudit(List<RawRecord> records) {
    List<Reference> admitted = new ArrayList<>();
    for (RawRecord raw : records) {
      try {
        Reference reference = read(raw);
        if (RuleBook.concerns(reference.type())) {
          admitted.add(reference);
        }
      } catch (UnreadableException namedByTheJob) {
        // A dead letter of the fulfilment job tells of it.
      }
    }
    return admitted;
  }

  private static Reference read(RawRecord raw) throws UnreadableException {
    if (raw.value().length == 0) {
      return tombstone(raw.key());
    }
    Reference reference = Json.readOfOthers(raw.value(), Reference.class);
    Admission.check(reference);
    return reference;
  }

  private static Reference tombstone(@Nullable String key) throws UnreadableException {
    int slash = key == null ? -1 : key.indexOf('/');
    if (key != null && slash > 0) {
      for (Reference.Type type : Reference.Type.values()) {
        if (type.name().equals(key.substring(0, slash))) {
          return Reference.end(type, key.substring(slash + 1));
        }
      }
    }
    throw new UnreadableException("WRONG_KEY", "a tombstone needs a key of the form TYPE/id");
  }
}
