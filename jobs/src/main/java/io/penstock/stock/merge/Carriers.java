package io.penstock.stock.merge;

import io.penstock.state.Carriage;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Deliveries.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With what services parcels leave that waited. */
public interface Carriers {

  /**
   * Those that waited together, as the deliveries in which they leave: each is taken by the service
   * of its first parcel.
   */
  List<List<Member>> deliveries(List<Member> waited) throws Exception;

  /**
   * A delivery leaves now. What its other parcels had booked is given back, and where the day of
   * the first has passed, it has another one.
   *
   * @return with what; absent where nobody chose
   */
  @Nullable Carriage leave(List<Member> delivery) throws Exception;

  /** Whether the service of a delivery takes more units of an article. */
  boolean takes(List<Member> delivery, String sku, int units) throws Exception;

  /** The parcel does not leave, and no warehouse was told of it. */
  void giveBack(Parcel parcel) throws Exception;
}
