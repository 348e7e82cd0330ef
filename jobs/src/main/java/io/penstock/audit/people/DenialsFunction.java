package io.penstock.audit.people;

import io.penstock.Versions;
import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.PublishedReference;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.state.PersonState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells each person what an entry of the denylist says of them. One that comes to name somebody
 * else, or ends, is told to those whom it named before, too: its record does not say who they were.
 */
public final class DenialsFunction
    extends KeyedProcessFunction<String, PublishedReference, PersonInput> {

  /** How late an order may be and still be judged by the entries of its own time. */
  private static final Duration OLD_VERSIONS_KEPT = Duration.ofDays(30);

  private transient ValueState<List<Reference>> entry;

  @Override
  public void open(OpenContext context) {
    entry = getRuntimeContext().getState(PersonState.entry());
  }

  @Override
  public void processElement(PublishedReference input, Context context, Collector<PersonInput> out)
      throws Exception {
    List<Reference> known = entry.value();
    List<Reference> before = known == null ? List.of() : known;
    Instant horizon = input.at().minus(OLD_VERSIONS_KEPT);
    List<Reference> after = Versions.merge(before, input.reference(), horizon);
    if (after.isEmpty()) {
      entry.clear();
    } else {
      entry.update(after);
    }
    DenialVersions versions = new DenialVersions(input.id(), after, input.cause());
    for (Denial denial : named(before, after)) {
      out.collect(PersonInput.of(denial, versions, input.cause(), input.at()));
    }
  }

  private static Set<Denial> named(List<Reference> before, List<Reference> after) {
    Set<Denial> named = new LinkedHashSet<>();
    Stream.concat(before.stream(), after.stream())
        .forEach(
            version -> {
              if (version.denial() != null) {
                named.add(version.denial());
              }
            });
    return named;
  }
}
