package io.penstock.connectors.marketplace;

import io.penstock.model.AfterSalesCase;
import io.penstock.model.BillLine;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderNews;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record says, as one line that a person can compare with the payload. */
final class Facts {

  static String of(Normalised read) {
    return Stream.of(
            read.orders().stream().map(Facts::of),
            read.cases().stream().map(Facts::of),
            read.news().stream().map(Facts::of),
            read.bill().stream().map(Facts::of))
        .flatMap(each -> each)
        .collect(Collectors.joining(" / "));
  }

  private static String of(Order order) {
    String lines =
        order.lines().stream()
            .map(
                line ->
                    " %dx(%s) %s %s %s"
                        .formatted(
                            line.quantity(),
                            line.sku(),
                            decimal(order.currency(), line.amountMinor()),
                            line.status(),
                            line.refund()))
            .collect(Collectors.joining(","));
    return "%s %s %s %s [%s]%s"
        .formatted(
            order.orderId(),
            order.status(),
            decimal(order.currency(), order.totalMinor()),
            order.currency(),
            String.join("; ", order.flags()),
            lines);
  }

  private static String of(AfterSalesCase it) {
    String lines =
        it.lines().stream()
            .map(
                line ->
                    " %sx%s(%s) %s"
                        .formatted(
                            shown(line.quantity()),
                            shown(line.lineId()),
                            shown(line.sku()),
                            decimal(it.currency(), line.amountMinor())))
            .collect(Collectors.joining(","));
    return "CASE %s of %s %s %s %s asked %s paid %s freight %s %s (%s) back %s %s opened %s modified %s until %s%s"
        .formatted(
            it.caseId(),
            shown(it.orderId()),
            it.kind(),
            it.status(),
            shown(it.phase()),
            decimal(it.currency(), it.requestedMinor()),
            decimal(it.currency(), it.refundedMinor()),
            decimal(it.currency(), it.freightMinor()),
            shown(it.currency()),
            shown(it.reason()),
            shown(it.carrier()),
            shown(it.trackingNumber()),
            shown(it.openedAt()),
            shown(it.modifiedAt()),
            shown(it.answerBy()),
            lines);
  }

  private static String of(OrderNews news) {
    return "NEWS %s %s %s at %s (%s) %s"
        .formatted(
            news.orderId(),
            news.change(),
            shown(news.status()),
            shown(news.at()),
            shown(news.event()),
            news.lineIds());
  }

  private static String of(BillLine line) {
    return "BILL %s %s order %s line %s (%s) %s %s %s %s at %s payout %s"
        .formatted(
            line.statementId().isEmpty() ? "-" : line.statementId(),
            line.entryId(),
            shown(line.orderId()),
            shown(line.lineId()),
            shown(line.sku()),
            line.type(),
            line.feeType(),
            decimal(line.currency(), line.amountMinor()),
            line.currency(),
            shown(line.postedAt()),
            shown(line.payoutId()));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String decimal(@Nullable String currency, @Nullable Long minor) {
    return currency == null || minor == null
        ? "-"
        : new Money(currency, minor).toDecimal().toPlainString();
  }

  private Facts() {}
}
