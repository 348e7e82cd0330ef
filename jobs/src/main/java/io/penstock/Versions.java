package io.penstock;

import io.penstock.model.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one reference record, oldest first: which of them holds at an instant, and what
 * becomes of them when another one is published.
 */
public final class Versions {

  /** The version that holds; absent before the first one, and where it was deleted. */
  public static @Nullable Reference effective(List<Reference> versions, Instant at) {
    Reference effective = null;
    for (Reference version : versions) {
      if (version.effectiveFrom().isAfter(at)) {
        break;
      }
      effective = version;
    }
    return effective == null || effective.deleted() ? null : effective;
  }

  /**
   * The versions after another one was published.
   *
   * <p>Of two rules, bundles or gifts that are effective from the same instant the higher version
   * counts, else the one published last. A deletion without a time takes away all that was
   * published before it, so that the record can be published anew.
   *
   * @param horizon a version that held no longer at this time is dropped
   */
  public static List<Reference> merge(
      List<Reference> versions, Reference published, Instant horizon) {
    if (published.deleted() && published.effectiveFrom().equals(Instant.EPOCH)) {
      return List.of();
    }
    List<Reference> merged = new ArrayList<>(versions);
    int at = 0;
    while (at < merged.size()
        && merged.get(at).effectiveFrom().isBefore(published.effectiveFrom())) {
      at++;
    }
    if (at < merged.size() && merged.get(at).effectiveFrom().equals(published.effectiveFrom())) {
      if (isHigher(merged.get(at), published)) {
        return versions;
      }
      merged.remove(at);
    }
    merged.add(at, published);
    while (merged.size() > 1 && !merged.get(1).effectiveFrom().isAfter(horizon)) {
      merged.remove(0);
    }
    return List.copyOf(merged);
  }

  /**
   * The versions of several records by their id, after more were published.
   *
   * @param known what is known of them so far
   */
  public static Map<String, List<Reference>> merge(
      Map<String, List<Reference>> known, List<Reference> published) {
    Map<String, List<Reference>> merged = new TreeMap<>(known);
    for (Reference one : published) {
      merged.put(one.id(), merge(merged.getOrDefault(one.id(), List.of()), one, Instant.MIN));
    }
    return merged;
  }

  private static boolean isHigher(Reference kept, Reference published) {
    Integer before = version(kept);
    Integer now = version(published);
    return before != null && now != null && before > now;
  }

  /** The business's own count of changes, where it keeps one. */
  private static @Nullable Integer version(Reference reference) {
    if (reference.rule() != null) {
      return reference.rule().version();
    }
    if (reference.bundle() != null) {
      return reference.bundle().version();
    }
    return reference.gift() == null ? null : reference.gift().version();
  }

  private Versions() {}
}
