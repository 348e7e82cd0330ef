package io.penstock.day;

import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.RefundStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the order that the cells of a row stand for. */
final class OrderCells {

  private static final Pattern LINE =
      Pattern.compile("([^*]*)\\*(\\d+)@(\\d+)(?:-(\\d+))?(?:~(\\d+))?(?:\\[([A-Z]+)])?");

  private static final Pattern SPAN = Pattern.compile("(-?\\d+)([smhd])");

  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final Setting setting;

  OrderCells(Setting setting) {
    this.setting = setting;
  }

  /**
   * The order that comes with a row.
   *
   * @param before the version that came before it; absent for the first
   */
  Order order(Csv.Line line, Instant at, @Nullable Order before) {
    String[] key = key(line);
    String zone = setting.zones().get(key[0] + "/" + key[1]);
    if (zone == null) {
      throw line.wrong("no such shop: " + key[0] + "/" + key[1]);
    }
    String[] what = line.cell("what").split("@", 2);
    OrderStatus status = line.cell("what", ignored -> OrderStatus.valueOf(what[0]));
    Duration old =
        line.cell("what", ignored -> what.length > 1 ? span(what[1]) : Duration.ofSeconds(1));
    Paid paid = line.cell("paid", cell -> paid(cell, at, before));
    List<OrderLine> lines = line.cell("lines", cell -> lines(cell, status));
    List<String> flags = Expected.words(line.cell("flags"));
    String currency = line.cell("money", cell -> currency(cell.split(" ", -1)[0]));
    long total = line.cell("money", cell -> Long.parseLong(cell.split(" ", -1)[1]));
    long beyond = lines.isEmpty() ? 0 : total - sum(lines, Amount.AMOUNT);
    boolean mismatch = flags.contains("TOTAL_MISMATCH");
    if (mismatch ? beyond == 0 && !lines.isEmpty() : beyond < 0) {
      throw line.wrong("the lines come to " + (total - beyond) + ", the total is " + total);
    }
    long freight = mismatch ? 0 : beyond;
    return new Order(
        key[0],
        key[1],
        key[2],
        status,
        currency,
        total,
        freight,
        sum(lines, Amount.DISCOUNT),
        sum(lines, Amount.SUBSIDY),
        0,
        mismatch ? beyond : 0,
        null,
        before == null ? paid.created() : before.createdAt(),
        paid.at(),
        at.minus(old),
        line.cell("shipby", cell -> shipBy(cell, at, before)),
        zone,
        paid.atTheDoor(),
        present(line.cell("who")),
        consignee(line),
        present(line.cell("message")),
        present(line.cell("memo")),
        withFreight(lines, freight),
        flags);
  }

  /** Marketplace, shop and id of the order that a row is about. */
  static String[] key(Csv.Line line) {
    String[] key = line.cell("order").split("/", -1);
    if (key.length != 3) {
      throw line.wrong("'" + line.cell("order") + "' is no marketplace/shop/id");
    }
    return key;
  }

  /** The consignee with the row's own phone and token. */
  Consignee consignee(Csv.Line line) {
    Consignee known = setting.consignees().get(line.cell("consignee"));
    if (known == null) {
      throw line.wrong("no such consignee: " + line.cell("consignee"));
    }
    String phone = present(line.cell("phone"));
    if (phone != null && known.phone() != null) {
      throw line.wrong("two phones, one of the row and one of the consignee");
    }
    return new Consignee(
        known.name(),
        phone == null ? known.phone() : phone,
        known.country(),
        known.region(),
        known.city(),
        known.district(),
        known.street(),
        known.postcode(),
        present(line.cell("token")));
  }

  /** When an order was created and paid; an order that is paid at the door never is. */
  private record Paid(Instant created, @Nullable Instant at, boolean atTheDoor) {}

  private static Paid paid(String cell, Instant now, @Nullable Order before) {
    if (cell.equals("=") || cell.equals("cod")) {
      if (before == null || before.cashOnDelivery() != cell.equals("cod")) {
        throw new IllegalArgumentException("no version before says so");
      }
      return new Paid(before.createdAt(), before.paidAt(), before.cashOnDelivery());
    }
    if (cell.startsWith("cod ")) {
      return new Paid(now.minus(span(cell.substring("cod ".length()))), null, true);
    }
    if (cell.equals("no")) {
      return new Paid(now.minus(Duration.ofMinutes(1)), null, false);
    }
    Instant at = now.minus(span(cell));
    return new Paid(at.minus(Duration.ofMinutes(2)), at, false);
  }

  private static @Nullable Instant shipBy(String cell, Instant now, @Nullable Order before) {
    if (cell.equals("=")) {
      if (before == null || before.shipBy() == null) {
        throw new IllegalArgumentException("no version before says so");
      }
      return before.shipBy();
    }
    return cell.isEmpty() ? null : now.plus(span(cell));
  }

  private static Duration span(String text) {
    Matcher span = SPAN.matcher(text);
    Duration unit = span.matches() ? UNITS.get(span.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("no time such as 5m");
    }
    return unit.multipliedBy(Long.parseLong(span.group(1)));
  }

  private static String currency(String code) {
    return Currency.getInstance(code).getCurrencyCode();
  }

  static List<OrderLine> lines(String cell, OrderStatus status) {
    List<OrderLine> lines = new ArrayList<>();
    if (cell.equals("none")) {
      return lines;
    }
    for (String word : cell.split(" ", -1)) {
      Matcher line = LINE.matcher(word);
      if (!line.matches()) {
        throw new IllegalArgumentException("no SKU*units@price: " + word);
      }
      int quantity = Integer.parseInt(line.group(2));
      long price = Long.parseLong(line.group(3));
      long discount = number(line.group(4));
      long subsidy = number(line.group(5));
      String refund = line.group(6);
      lines.add(
          new OrderLine(
              String.valueOf(lines.size() + 1),
              line.group(1),
              line.group(1).isEmpty() ? "not linked" : line.group(1),
              quantity,
              price,
              discount,
              subsidy,
              quantity * price - discount - subsidy,
              0,
              0,
              status,
              refund == null ? RefundStatus.NONE : RefundStatus.valueOf(refund)));
    }
    return lines;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private enum Amount {
    AMOUNT,
    DISCOUNT,
    SUBSIDY
  }

  private static long sum(List<OrderLine> lines, Amount amount) {
    return lines.stream()
        .mapToLong(
            line ->
                switch (amount) {
                  case AMOUNT -> line.amountMinor();
                  case DISCOUNT -> line.discountMinor();
                  case SUBSIDY -> line.subsidyMinor();
                })
        .sum();
  }

  /** The first line bears all of it, so that the shares add up. */
  private static List<OrderLine> withFreight(List<OrderLine> lines, long freight) {
    if (freight == 0) {
      return List.copyOf(lines);
    }
    List<OrderLine> shared = new ArrayList<>(lines);
    OrderLine first = shared.get(0);
    shared.set(
        0,
        new OrderLine(
            first.lineId(),
            first.sku(),
            first.title(),
            first.quantity(),
            first.unitPriceMinor(),
            first.discountMinor(),
            first.subsidyMinor(),
            first.amountMinor(),
            freight,
            first.taxMinor(),
            first.status(),
            first.refund()));
    return List.copyOf(shared);
  }

  private static @Nullable String present(String cell) {
    return cell.isEmpty() ? null : cell;
  }
}
