package io.penstock.connectors.marketplace;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How messages are read at which time: by the mappings that a job came with, and by those that were
 * published since, each from its own instant on.
 */
public final class MappingTimeline {

  private static final Logger LOG = LoggerFactory.getLogger(MappingTimeline.class);

  private final Normaliser original;
  private final TreeMap<String, List<Reference>> published = new TreeMap<>();
  private final Map<Reference.Mapping, Normaliser> compiled = new HashMap<>();
  private List<Step> steps = List.of();

  /** From when on which normaliser reads. */
  private record Step(Instant from, Normaliser normaliser) {}

  /**
   * @param original reads what nothing was published about
   */
  public MappingTimeline(Normaliser original) {
    this.original = original;
  }

  /**
   * Replaces all that was published of one marketplace.
   *
   * @param versions mappings and their ends, oldest first
   */
  public void set(String marketplace, List<Reference> versions) {
    published.put(marketplace, versions);
    List<Reference> all = new ArrayList<>();
    published.values().forEach(all::addAll);
    all.sort(Comparator.comparing(Reference::effectiveFrom));
    List<Step> built = new ArrayList<>();
    Normaliser now = original;
    for (Reference version : all) {
      now = after(now, version);
      built.add(new Step(version.effectiveFrom(), now));
    }
    steps = built;
    compiled.keySet().retainAll(all.stream().map(Reference::mapping).toList());
  }

  /**
   * The mappings among records of reference data, in their order. Those that cannot be used are
   * left out: where all reference data is read, they are named.
   */
  public static List<Reference> published(List<RawRecord> records) {
    List<Reference> mappings = new ArrayList<>();
    for (RawRecord record : records) {
      try {
        Reference reference = Json.readOfOthers(record.value(), Reference.class);
        if (reference.type() == Reference.Type.MAPPING) {
          mappings.add(reference);
        }
      } catch (UnreadableException named) {
        LOG.warn("a mapping in {} is passed over: {}", record.cause(), named.reason());
      }
    }
    return mappings;
  }

  /** What reads the messages of that time. */
  public Normaliser at(Instant time) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (!steps.get(i).from().isAfter(time)) {
        return steps.get(i).normaliser();
      }
    }
    return original;
  }

  /** A mapping that an older release took and this one does not changes nothing. */
  private Normaliser after(Normaliser before, Reference version) {
    Reference.Mapping mapping = version.mapping();
    if (version.deleted() || mapping == null) {
      return before.restored(version.id(), original);
    }
    try {
      return before.with(
          compiled.computeIfAbsent(mapping, one -> new Normaliser(Marketplaces.of(one))));
    } catch (IllegalArgumentException refused) {
      LOG.warn("a published mapping is passed over: {}", refused.getMessage());
      return before;
    }
  }
}
