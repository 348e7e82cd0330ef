package io.penstock.stock.books;

import io.penstock.state.Company;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parcels behind the deliveries that warehouses know. One that is merged is found by the parcel
 * that it is named after, for as long as the orders are remembered.
 */
public final class Deliveries {

  private final StockRows rows;

  public Deliveries(StockRows rows) {
    this.rows = rows;
  }

  /** A parcel with its order. */
  public record Member(OrderLock lock, Parcel parcel) {

    public String orderKey() {
      return lock.order().key();
    }

    public String parcelId() {
      return parcel.deliveryId();
    }

    /** The same, as it is after that. */
    public Member with(Parcel changed) {
      return new Member(lock.with(changed), changed);
    }
  }

  /** All parcels of a delivery; none where no warehouse was told of such a one. */
  public List<Member> of(String deliveryId) throws Exception {
    Member first = member(Company.first(deliveryId));
    if (first == null
        || !first.parcel().status().isTold()
        || !first.parcel().toldAs().equals(deliveryId)) {
      return List.of();
    }
    Company company = first.parcel().company();
    return company == null || company.parcels().isEmpty()
        ? List.of(first)
        : members(company.parcels());
  }

  /** Those that are remembered. */
  public List<Member> members(List<String> parcels) throws Exception {
    List<Member> members = new ArrayList<>(parcels.size());
    for (String parcel : parcels) {
      Member member = member(parcel);
      if (member != null) {
        members.add(member);
      }
    }
    return members;
  }

  /** The same, and after each that is not over the parts of it that went another way. */
  public List<Member> withParts(List<Member> members) {
    List<Member> all = new ArrayList<>(members.size());
    for (Member member : members) {
      all.add(member);
      boolean isOver = member.parcel().status() == Parcel.Status.SHIPPED;
      for (Parcel parcel : member.lock().parcels()) {
        if (!isOver && parcel.isPartOf(member.parcel())) {
          all.add(new Member(member.lock(), parcel));
        }
      }
    }
    return all;
  }

  /** As it is now: two parcels of one delivery may be of the same order. */
  public Member now(Member member) throws Exception {
    Member current = member(member.parcelId());
    return current == null ? member : current;
  }

  /** What the goods of such parcels, at least one, need together. */
  public static Transport needs(List<Member> members) {
    Transport needs = members.get(0).parcel().needs();
    for (Member member : members) {
      needs = needs.and(member.parcel().needs());
    }
    return needs;
  }

  public @Nullable Member member(String parcelId) throws Exception {
    int end = parcelId.lastIndexOf('#');
    OrderLock lock = end < 0 ? null : rows.lock(parcelId.substring(0, end));
    Parcel parcel = lock == null ? null : lock.parcel(parcelId);
    return lock == null || parcel == null ? null : new Member(lock, parcel);
  }
}
