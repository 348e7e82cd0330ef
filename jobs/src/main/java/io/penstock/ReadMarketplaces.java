package io.penstock;

import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.MappingTimeline;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.state.MappingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payloads of marketplaces; what cannot be read leaves by the side. Mappings that are
 * published while the job runs hold for the records of their time.
 */
public abstract class ReadMarketplaces<T>
    extends BroadcastProcessFunction<RawRecord, Reference, T> {

  /** Records that hold nothing we know, or what does not belong into their topic. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("raw-dead-letters", TypeInformation.of(DeadLetter.class));

  /** How late a record may be and still be read by the mapping of its own time. */
  private static final Duration OLD_VERSIONS_KEPT = Duration.ofDays(30);

  private final Marketplaces marketplaces;
  private final List<Reference> published;
  private final int maxBytes;

  private transient @Nullable MappingTimeline timeline;
  private transient Counter deadLetters;

  /**
   * @param published mappings that were published before the job was submitted: they hold from the
   *     first record on
   */
  protected ReadMarketplaces(Marketplaces marketplaces, List<Reference> published, int maxBytes) {
    this.marketplaces = marketplaces;
    this.published = List.copyOf(published);
    this.maxBytes = maxBytes;
  }

  /**
   * Gives on what a record says.
   *
   * @throws UnreadableException where it is nothing for this stage
   */
  protected abstract void give(RawRecord raw, Normalised read, Collector<T> out)
      throws UnreadableException;

  @Override
  public void open(OpenContext context) {
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
  }

  @Override
  public void processBroadcastElement(Reference reference, Context context, Collector<T> out)
      throws Exception {
    if (reference.type() != Reference.Type.MAPPING) {
      return;
    }
    BroadcastState<String, List<Reference>> mappings =
        context.getBroadcastState(MappingState.mappings());
    String marketplace = reference.id();
    List<Reference> known = mappings.get(marketplace);
    Instant horizon = Instant.ofEpochMilli(context.currentWatermark()).minus(OLD_VERSIONS_KEPT);
    List<Reference> versions =
        Versions.merge(known == null ? before(marketplace) : known, reference, horizon);
    mappings.put(marketplace, versions);
    if (timeline != null) {
      timeline.set(marketplace, versions);
    }
  }

  @Override
  public void processElement(RawRecord raw, ReadOnlyContext context, Collector<T> out)
      throws Exception {
    try {
      give(raw, timeline(context).at(raw.timestamp()).normalise(raw), out);
    } catch (UnreadableException why) {
      deadLetters.inc();
      context.output(DEAD_LETTERS, DeadLetters.of(raw, why));
    }
  }

  private MappingTimeline timeline(ReadOnlyContext context) throws Exception {
    if (timeline == null) {
      MappingTimeline restored = new MappingTimeline(new Normaliser(marketplaces, maxBytes));
      Versions.merge(Map.of(), published).forEach(restored::set);
      for (Map.Entry<String, List<Reference>> one :
          context.getBroadcastState(MappingState.mappings()).immutableEntries()) {
        restored.set(one.getKey(), withNewer(one.getValue()));
      }
      timeline = restored;
    }
    return timeline;
  }

  /**
   * What a job that goes on knows, and what was published while it was down. Versions that it has
   * dropped stay dropped.
   */
  private List<Reference> withNewer(List<Reference> known) {
    List<Reference> versions = known;
    for (Reference one : published) {
      Reference last = versions.isEmpty() ? null : versions.get(versions.size() - 1);
      if (last != null
          && last.id().equals(one.id())
          && one.effectiveFrom().isAfter(last.effectiveFrom())) {
        versions = Versions.merge(versions, one, Instant.MIN);
      }
    }
    return versions;
  }

  private List<Reference> before(String marketplace) {
    return Versions.merge(Map.of(), published).getOrDefault(marketplace, List.of());
  }
}
