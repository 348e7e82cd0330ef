package io.penstock.tracking;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.connectors.marketplace.Capabilities;
import io.penstock.connectors.marketplace.Capabilities.TrackingNumbers;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.OrderEvent.Type;
import io.penstock.state.WaitingNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An order of two lines leaves in three parcels: 1 of line 1; 2 of it and line 2; then line 3. */
class ShipNoticesTest {

  private final TestOrder order = TestOrder.of("1");
  private List<WaitingNotice> waiting = List.of();

  @Test
  void whereEachParcelHasItsNumberEachIsToldAsItLeaves() {
    assertThat(told(new Capabilities(true, TrackingNumbers.MANY_PER_LINE, null, null, Map.of())))
        .containsExactly("1#1.1.1/1*1 N1", "1#1.1.2/1*2 N2", "1#1.1.2/2*1 N2", "1#1.1/3*1 N3");
    assertThat(told(Capabilities.UNKNOWN)).hasSize(4);
  }

  @Test
  void whereALineHasOneNumberItIsToldOnceItIsComplete() {
    assertThat(told(new Capabilities(true, TrackingNumbers.ONE_PER_LINE, null, null, Map.of())))
        .containsExactly("1#1.1.2/1*3 N2", "1#1.1.2/2*1 N2", "1#1.1/3*1 N3");
  }

  @Test
  void whereNoPartOfAnOrderMayBeToldAllWaitsForTheLastParcel() {
    Capabilities terms =
        new Capabilities(false, TrackingNumbers.MANY_PER_LINE, null, null, Map.of());
    assertThat(after(Type.PARTLY_SHIPPED, 1, terms, line("1", 1, false))).isEmpty();
    assertThat(after(Type.PARTLY_SHIPPED, 2, terms, line("1", 2, true))).isEmpty();
    assertThat(after(Type.SHIPPED, 3, terms, line("3", 1, true)))
        .containsExactly("1#1.1.1/1*1 N1", "1#1.1.2/1*2 N2", "1#1.1/3*1 N3");
    assertThat(waiting).isEmpty();
  }

  @Test
  void whereAnOrderHasOneNumberItIsThatOfTheLastParcel() {
    assertThat(told(new Capabilities(null, TrackingNumbers.ONE_PER_ORDER, null, null, Map.of())))
        .containsExactly("1#1.1/1*3 N3", "1#1.1/2*1 N3", "1#1.1/3*1 N3");
  }

  @Test
  void whatWaitsIsToldWhenNothingMoreIsWanted() {
    Capabilities terms = new Capabilities(null, TrackingNumbers.ONE_PER_LINE, null, null, Map.of());
    after(Type.PARTLY_SHIPPED, 1, terms, line("1", 2, false));
    assertThat(after(Type.SHORT_PICKED, 2, terms, line("1", 1, false))).isEmpty();

    ShipNotices notices =
        ShipNotices.after(waiting, order.event(Type.COMPLETED, Status.SHIPPED, NOON), terms);
    assertThat(texts(notices)).containsExactly("1#1.1.1/1*2 N1");
  }

  @Test
  void whatLeftBeforeTheEndOfItsOrderIsToldAtTheEnd() {
    Capabilities terms =
        new Capabilities(false, TrackingNumbers.MANY_PER_LINE, null, null, Map.of());
    after(Type.PARTLY_SHIPPED, 1, terms, line("1", 2, false));
    OrderEvent ofAnOlderVersion = order.event(Type.CANCELLED, Status.ALLOCATED, NOON);
    assertThat(ShipNotices.after(waiting, ofAnOlderVersion, terms).due()).isEmpty();

    ShipNotices notices =
        ShipNotices.after(waiting, order.event(Type.CANCELLED, Status.CANCELLED, NOON), terms);
    assertThat(texts(notices)).containsExactly("1#1.1.1/1*2 N1");
    assertThat(notices.waiting()).isEmpty();
  }

  @Test
  void aCarrierIsNamedAsItsMarketplaceDoesWhereThatIsKnown() {
    Capabilities terms = new Capabilities(null, null, null, null, Map.of("FEDEX", "FedEx"));
    assertThat(terms.carrier(" fedex")).isEqualTo("FedEx");
    assertThat(terms.carrier("Donkey Express")).isEqualTo("Donkey Express");

    OrderEvent event =
        order
            .event(Type.SHIPPED, Status.SHIPPED, NOON)
            .ofDelivery("1#1.1", "north", "FEDEX", "N1", List.of(line("1", 1, true)));
    assertThat(ShipNotices.after(List.of(), event, terms).due().get(0).carrier())
        .isEqualTo("FedEx");
  }

  private List<String> told(Capabilities terms) {
    List<String> told = new ArrayList<>();
    told.addAll(after(Type.PARTLY_SHIPPED, 1, terms, line("1", 1, false)));
    told.addAll(after(Type.PARTLY_SHIPPED, 2, terms, line("1", 2, true), line("2", 1, true)));
    told.addAll(after(Type.SHIPPED, 3, terms, line("3", 1, true)));
    assertThat(waiting).isEmpty();
    return told;
  }

  private List<String> after(Type type, int parcel, Capabilities terms, EventLine... lines) {
    String id = parcel == 3 ? "1#1.1" : "1#1.1." + parcel;
    OrderEvent event =
        order
            .event(type, Status.ALLOCATED, NOON)
            .ofDelivery(id, "north", "SF", "N" + parcel, List.of(lines));
    ShipNotices notices = ShipNotices.after(waiting, event, terms);
    waiting = notices.waiting();
    return texts(notices);
  }

  private static List<String> texts(ShipNotices notices) {
    return notices.due().stream()
        .map(due -> due.commandId() + "*" + due.quantity() + " " + due.trackingNumber())
        .toList();
  }

  private static EventLine line(String id, int units, boolean complete) {
    return new EventLine(id, "TEE", units, 0, null, complete);
  }
}
