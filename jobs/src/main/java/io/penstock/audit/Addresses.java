package io.penstock.audit;

import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderVersion;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.AuditRecord.AddressEdit;
import org.jspecify.annotations.Nullable;

/** Addresses that people have corrected. */
final class Addresses {

  /**
   * The correction, as long as the marketplace gives the address that was corrected: another one
   * that it gives is newer than the correction.
   */
  static @Nullable AddressEdit stillEdited(AddressEdit edit, Order given) {
    Consignee now = given.consignee();
    return now.isSamePlaceAs(edit.of()) || now.equals(edit.to()) ? edit : null;
  }

  /** The version with the address that it is sent to. */
  static OrderVersion edited(OrderVersion given, @Nullable AddressEdit edit) {
    return edit == null
        ? given
        : new OrderVersion(
            edited(given.received(), edit),
            given.outcome(),
            given.version(),
            given.conflicting(),
            given.reopened());
  }

  static ReceivedOrder edited(ReceivedOrder given, AddressEdit edit) {
    return new ReceivedOrder(
        given.order().sentTo(edit.to()), given.contentHash(), given.cause(), given.receivedAt());
  }

  private Addresses() {}
}
