package io.penstock.stock.merge;

import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.Gathering;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.StockRows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which parcels wait together, and whom they may take in. */
public final class Gatherings {

  private final StockRows rows;
  private final Deliveries deliveries;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  Gatherings(StockRows rows, Deliveries deliveries, Instant now) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.now = now;
  }

  /** What goods need on their way, as the articles are now. */
  Transport needs(List<Parcel.Line> goods) throws Exception {
    Transport needs = null;
    for (Parcel.Line line : goods) {
      Transport article = rows.stock(line.sku()).transport(now);
      needs = needs == null ? article : needs.and(article);
    }
    return needs == null ? Transport.ORDINARY : needs;
  }

  /** Those who wait there whose goods may travel with such goods: the first who began to. */
  @Nullable Gathering companyFor(Transport goods, String key, String warehouse) throws Exception {
    for (Gathering gathering : rows.gatherings(key).in(warehouse)) {
      List<Member> members = deliveries.members(gathering.parcels());
      if (members.isEmpty() || Deliveries.needs(members).isCompanyFor(goods)) {
        return gathering;
      }
    }
    return null;
  }

  long units(Gathering gathering) throws Exception {
    long units = 0;
    for (Member member : deliveries.members(gathering.parcels())) {
      units += member.parcel().units();
    }
    return units;
  }

  /** Takes a parcel out of those that it waits with, if it does. */
  void part(Parcel parcel) throws Exception {
    String key = parcel.company() == null ? null : parcel.company().gathering();
    Gathering gathering = key == null ? null : rows.gatherings(key).of(parcel.deliveryId());
    if (key != null && gathering != null) {
      Gathering rest = gathering.without(parcel.deliveryId());
      ConsigneeGatherings all = rows.gatherings(key);
      rows.keep(key, rest.parcels().isEmpty() ? all.without(gathering) : all.with(gathering, rest));
    }
  }
}
