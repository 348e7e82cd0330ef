package io.penstock.deploy.load;

import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.model.Reference.Denial;
import java.util.Set;
import java.util.TreeSet;

/** For what a person must look at a planned order, told from the plan alone. */
final class Flaws {

  private static final String DENIED = SampleReference.read().denied(Denial.Kind.PHONE);

  /** The reason codes of the audit that it must meet once it is paid. */
  static Set<String> reasons(PlannedOrder order) {
    Set<String> reasons = new TreeSet<>();
    add(reasons, "ADDRESS_INCOMPLETE", incomplete(order.person()));
    add(reasons, "DENYLISTED", order.person().phone().equals(DENIED));
    add(reasons, "VALUE_LIMIT", order.items().stream().anyMatch(item -> item.price() > 2_000_000));
    add(reasons, "NO_LINES", order.items().isEmpty());
    add(reasons, "SKU_MISSING", order.items().stream().anyMatch(item -> item.sku().isEmpty()));
    add(reasons, "TOTAL_MISMATCH", order.overcharge() != 0);
    return reasons;
  }

  private static boolean incomplete(Person person) {
    return person.phone().isEmpty() || person.city().isEmpty() || person.street().isEmpty();
  }

  private static void add(Set<String> reasons, String reason, boolean present) {
    if (present) {
      reasons.add(reason);
    }
  }

  private Flaws() {}
}
