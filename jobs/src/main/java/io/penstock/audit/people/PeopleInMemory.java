package io.penstock.audit.people;

import io.penstock.intake.People;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.OrderVersion;
import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Sighting;
import io.penstock.state.SeenOrders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of people, as the audit knows it, but without Flink: for measurements. */
public final class PeopleInMemory {

  private static final Cause PUBLISHED = new Cause("reference", 0, 0);

  private final Map<String, SeenOrders> seen = new HashMap<>();
  private final Map<String, List<DenialVersions>> denials = new HashMap<>();

  /**
   * @param entries of the denylist, each with one version
   */
  public PeopleInMemory(List<Reference> entries) {
    for (Reference entry : entries) {
      Denial denial = entry.denial();
      if (denial == null) {
        throw new IllegalArgumentException("no entry of a denylist: " + entry.id());
      }
      DenialVersions versions = new DenialVersions(entry.id(), List.of(entry), PUBLISHED);
      denials.merge(
          PersonInput.key(denial.kind(), denial.value()), List.of(versions), PeopleInMemory::both);
    }
  }

  private static List<DenialVersions> both(List<DenialVersions> one, List<DenialVersions> other) {
    List<DenialVersions> both = new ArrayList<>(one);
    both.addAll(other);
    return List.copyOf(both);
  }

  /** What the audit is told because of a version, of whatever order. */
  public List<AuditRequest> hear(OrderVersion version) {
    List<AuditRequest> told = new ArrayList<>();
    for (PersonInput input : People.named(version)) {
      Sighting sighting = input.sighting();
      if (sighting != null) {
        Person person =
            new Person(
                input.key(),
                denials.getOrDefault(input.key(), List.of()),
                seen.getOrDefault(input.key(), SeenOrders.NONE));
        person.hear(sighting, input.cause(), input.at());
        seen.put(input.key(), person.seen());
        person.told().forEach(repute -> told.add(AuditRequest.of(repute)));
      }
    }
    return told;
  }
}
