package io.penstock.stock.goods;

import io.penstock.Versions;
import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.Reference;
import io.penstock.state.GiftBook;
import io.penstock.state.GiftTakers;
import io.penstock.state.GivenGift;
import io.penstock.state.StockState;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which gifts there are, how many orders have each, and which buyers. */
public final class GiftLedger {

  private final Instant now;
  private final Rows<GiftBook> books;
  private final Rows<Integer> given;
  private final Rows<GiftTakers> takers;

  /**
   * @param now the end of the wave
   */
  GiftLedger(
      Instant now, RowStore<GiftBook> books, RowStore<Integer> given, RowStore<GiftTakers> takers) {
    this.now = now;
    this.books = new Rows<>(books);
    this.given = new Rows<>(given);
    this.takers = new Rows<>(takers);
  }

  /** What was given stays given, whatever is published or taken away. */
  public void publish(String name, Reference reference) throws Exception {
    Map<String, GiftBook.Entry> entries = entries();
    GiftBook.Entry known = entries.get(name);
    Gift gift = reference.deleted() ? null : reference.gift();
    if (known == null && gift == null) {
      return;
    }
    Instant keptUntil = known == null ? Instant.MIN : known.keptUntil();
    if (gift != null && keptUntil(gift).isAfter(keptUntil)) {
      keptUntil = keptUntil(gift);
    }
    List<Reference> versions =
        Versions.merge(
            known == null ? List.of() : known.versions(),
            reference,
            now.minus(StockState.OLD_VERSIONS_KEPT));
    entries.put(name, new GiftBook.Entry(name, versions, keptUntil));
    keep(entries);
  }

  /** Until when a gift, how often it was given, and to whom, is remembered. */
  public static Instant keptUntil(Gift gift) {
    return gift.until().plus(StockState.GIFT_GRACE);
  }

  /** What is paid at that time may get these, by name. */
  public List<Gift> at(Instant paidAt) throws Exception {
    List<Gift> gifts = new ArrayList<>();
    for (GiftBook.Entry entry : all()) {
      Reference effective = Versions.effective(entry.versions(), paidAt);
      Gift gift = effective == null ? null : effective.gift();
      if (gift != null && paidAt.isBefore(gift.until())) {
        gifts.add(gift);
      }
    }
    return gifts;
  }

  /** Whether it is left, and the order's buyer may have it. */
  public boolean mayHave(Order order, Gift gift) throws Exception {
    if (gift.cap() > 0 && count(gift) >= gift.cap()) {
      return false;
    }
    String buyer = buyer(order);
    return !gift.oncePerBuyer() || (buyer != null && !has(buyer, gift));
  }

  private boolean has(String buyer, Gift gift) throws Exception {
    GiftTakers row = takers.get(GiftTakers.row(gift.gift(), buyer));
    return row != null && row.orders().containsKey(buyer);
  }

  /**
   * The order gets it, and may have it.
   *
   * @param givenFor the orders that it is given for, where it is given together
   */
  public GivenGift give(Order order, Gift gift, @Nullable List<String> givenFor) throws Exception {
    given.put(gift.gift(), count(gift) + 1);
    String buyer = gift.oncePerBuyer() ? buyer(order) : null;
    if (buyer != null) {
      String row = GiftTakers.row(gift.gift(), buyer);
      Map<String, String> orders = takers(row);
      orders.put(buyer, order.key());
      takers.put(row, new GiftTakers(orders));
    }
    return new GivenGift(gift, gift.quantity(), buyer, false, givenFor);
  }

  /** A name of one marketplace means nothing in another shop. */
  private static @Nullable String buyer(Order order) {
    String shop = order.marketplace() + "/" + order.shop();
    if (order.buyer() != null) {
      return shop + "/buyer/" + order.buyer();
    }
    String token = order.consignee().token();
    return token == null ? null : shop + "/consignee/" + token;
  }

  /** Another order may have it instead, unless the gift is forgotten: then nothing is counted. */
  void takeBack(GivenGift gift, String orderKey) throws Exception {
    int count = count(gift.rule());
    if (count == 0 || !now.isBefore(keptUntil(gift.rule()))) {
      return;
    }
    if (count == 1) {
      given.remove(gift.rule().gift());
    } else {
      given.put(gift.rule().gift(), count - 1);
    }
    String buyer = gift.buyer();
    if (buyer != null) {
      String row = GiftTakers.row(gift.rule().gift(), buyer);
      Map<String, String> orders = takers(row);
      if (orders.remove(buyer, orderKey)) {
        keepTakers(row, orders);
      }
    }
  }

  /** Forgets the gifts that are over for long enough, and all that is known of them. */
  public void forget() throws Exception {
    List<String> over = new ArrayList<>();
    for (GiftBook.Entry entry : all()) {
      if (!entry.keptUntil().isAfter(now)) {
        over.add(entry.gift());
      }
    }
    Map<String, GiftBook.Entry> entries = entries();
    for (String gift : over) {
      entries.remove(gift);
      given.remove(gift);
      for (int row = 0; row < GiftTakers.ROWS; row++) {
        if (takers.get(GiftTakers.row(gift, row)) != null) {
          takers.remove(GiftTakers.row(gift, row));
        }
      }
    }
    if (!over.isEmpty()) {
      keep(entries);
    }
  }

  void flush() throws Exception {
    books.flush();
    given.flush();
    takers.flush();
  }

  private int count(Gift gift) throws Exception {
    Integer count = given.get(gift.gift());
    return count == null ? 0 : count;
  }

  private Map<String, GiftBook.Entry> entries() throws Exception {
    Map<String, GiftBook.Entry> entries = new TreeMap<>();
    all().forEach(entry -> entries.put(entry.gift(), entry));
    return entries;
  }

  private List<GiftBook.Entry> all() throws Exception {
    GiftBook book = books.get(GiftBook.ALL);
    return book == null ? List.of() : book.entries();
  }

  private void keep(Map<String, GiftBook.Entry> entries) {
    if (entries.isEmpty()) {
      books.remove(GiftBook.ALL);
    } else {
      books.put(GiftBook.ALL, new GiftBook(List.copyOf(entries.values())));
    }
  }

  private Map<String, String> takers(String row) throws Exception {
    GiftTakers known = takers.get(row);
    return new HashMap<>(known == null ? Map.of() : known.orders());
  }

  private void keepTakers(String row, Map<String, String> orders) {
    if (orders.isEmpty()) {
      takers.remove(row);
    } else {
      takers.put(row, new GiftTakers(orders));
    }
  }
}
