package io.penstock.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.penstock.model.Command;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.RefundStatus;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledDayReaderTest {

  private static final String COLUMNS =
      "time,kind,order,what,money,paid,shipby,who,consignee,phone,token,lines,flags,message,memo,"
          + "verdict,reasons,stock,end,case\n";

  private static final String COMES =
      "2026-03-01T16:00:00Z,ORDER,shopify/acme-store/1,PAID,USD 6700,5m,24h,b1,us-ca,+1650,t1,"
          + "MUG-1*2@1400-100~200 TEE-M*1@4000[REQUESTED],PRESALE,\"Hi, \"\"you\"\"\",,"
          + "HELD,BUYER_MESSAGE REFUND_PENDING,,,a refund\n";

  private static final String LATER =
      "2026-03-01T17:00:00Z,ORDER,shopify/acme-store/1,PAID@40m,USD 6500,=,=,b1,us-ca,+1650,t1,"
          + "MUG-1*2@1400-100~200 TEE-M*1@4000,PRESALE,,,PASSED,,ALLOCATED,ALLOCATED version,gone\n";

  private static final String COMMAND =
      "2026-03-01T16:30:00Z,COMMAND,shopify/acme-store/1,CANCEL,,,,lin,,,,,,,,"
          + "- CANCELLED,,CANCELLED,CANCELLED cancel:lin,ended\n";

  private static final String AGAIN =
      "2026-03-01T16:10:00Z,AGAIN,shopify/acme-store/1,1,,,,,,,,,,,,- REDELIVERED,,,,again\n";

  private static final String ESCALATED =
      "2026-03-01T16:20:00Z,THEN,shopify/acme-store/1,,,,,REFUND_PENDING:boss,,,,,,,,"
          + "HELD,REFUND_PENDING,,,late\n";

  private static final String PUBLISHED =
      "2026-03-01T16:05:00Z,PUBLISH,,embargo,,,,,,,,,,,,-,,,,a rule\n";

  private static final String RECEIVED =
      "2026-03-01T16:06:00Z,RECEIPT,,us-reno,,,,,,,,MUG-1*5,,,,-,,,,five mugs\n";

  private static List<Row> rows(String... lines) {
    return LabelledDay.of("day.csv", COLUMNS + String.join("", lines)).rows();
  }

  @Test
  void aRowStandsForAnOrderWithAllThatBelongsToIt() {
    Row row = rows(COMES, LATER).get(0);
    Order order = Objects.requireNonNull(row.order()).order();

    assertThat(order.key()).isEqualTo("shopify/acme-store/1").isEqualTo(row.orderKey());
    assertThat(order.zone()).isEqualTo("UTC");
    assertThat(order.freightMinor()).as("what the lines do not explain").isEqualTo(200);
    assertThat(order.discountMinor()).isEqualTo(100);
    assertThat(order.subsidyMinor()).isEqualTo(200);
    assertThat(order.createdAt()).isEqualTo("2026-03-01T15:53:00Z");
    assertThat(order.paidAt()).isEqualTo("2026-03-01T15:55:00Z");
    assertThat(order.modifiedAt()).isEqualTo("2026-03-01T15:59:59Z");
    assertThat(order.shipBy()).isEqualTo("2026-03-02T16:00:00Z");
    assertThat(order.buyerMessage()).isEqualTo("Hi, \"you\"");
    assertThat(order.sellerMemo()).isNull();
    assertThat(order.consignee().city()).isEqualTo("San Jose");
    assertThat(order.consignee().phone()).isEqualTo("+1650");
    assertThat(order.consignee().token()).isEqualTo("t1");
    assertThat(order.flags()).containsExactly("PRESALE");
    assertThat(order.lines())
        .extracting(OrderLine::sku, OrderLine::amountMinor, OrderLine::refund, OrderLine::status)
        .containsExactly(
            tuple("MUG-1", 2_500L, RefundStatus.NONE, OrderStatus.PAID),
            tuple("TEE-M", 4_000L, RefundStatus.REQUESTED, OrderStatus.PAID));
    assertThat(row.expected().verdict()).isEqualTo(Expected.Verdict.HELD);
    assertThat(row.expected().reasons()).containsExactly("BUYER_MESSAGE", "REFUND_PENDING");
  }

  @Test
  void aLaterVersionKeepsWhatDoesNotChange() {
    List<Row> rows = rows(COMES, LATER);
    Order first = Objects.requireNonNull(rows.get(0).order()).order();
    Order second = Objects.requireNonNull(rows.get(1).order()).order();

    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second.paidAt()).isEqualTo(first.paidAt());
    assertThat(second.shipBy()).isEqualTo(first.shipBy());
    assertThat(second.modifiedAt()).isEqualTo("2026-03-01T16:20:00Z");
    assertThat(rows.get(1).expected().end()).isEqualTo("ALLOCATED");
    assertThat(rows.get(1).expected().endedBy()).isEqualTo("version");
  }

  @Test
  void anOrderThatIsPaidLaterWasCreatedWhenItWas() {
    String unpaid = COMES.replace(",PAID,", ",UNPAID,").replace(",5m,", ",no,");
    List<Row> rows = rows(unpaid, LATER.replace(",=,=,", ",1m,=,"));
    Order first = Objects.requireNonNull(rows.get(0).order()).order();
    Order second = Objects.requireNonNull(rows.get(1).order()).order();

    assertThat(first.createdAt()).isEqualTo("2026-03-01T15:59:00Z");
    assertThat(first.paidAt()).isNull();
    assertThat(second.createdAt()).isEqualTo("2026-03-01T15:59:00Z");
    assertThat(second.paidAt()).isEqualTo("2026-03-01T16:59:00Z");
  }

  @Test
  void anOrderThatIsPaidAtTheDoorIsNeverPaidBefore() {
    List<Row> rows = rows(COMES.replace(",5m,", ",cod 3m,"), LATER.replace(",=,=,", ",cod,=,"));

    assertThat(rows)
        .extracting(row -> Objects.requireNonNull(row.order()).order())
        .allSatisfy(
            order -> {
              assertThat(order.cashOnDelivery()).isTrue();
              assertThat(order.paidAt()).isNull();
              assertThat(order.createdAt()).isEqualTo("2026-03-01T15:57:00Z");
            });
  }

  @Test
  void whatIsMoreThanTheLinesIsADifferenceWhereTheMarketplaceSaysSo() {
    String row = COMES.replace("PRESALE", "PRESALE TOTAL_MISMATCH");
    Order order = Objects.requireNonNull(rows(row, LATER).get(0).order()).order();

    assertThat(order.differenceMinor()).isEqualTo(200);
    assertThat(order.freightMinor()).isZero();
  }

  @Test
  void whatComesAgainIsTheVersionThatItSays() {
    String last = AGAIN.replace("T16:10", "T17:10").replace("REDELIVERED,,,,", "STALE,,,SHIPPED,");
    List<Row> rows = rows(COMES, LATER.replace("ALLOCATED version", ""), last);

    assertThat(Objects.requireNonNull(rows.get(2).order()).contentHash())
        .isEqualTo(Objects.requireNonNull(rows.get(0).order()).contentHash())
        .isNotEqualTo(Objects.requireNonNull(rows.get(1).order()).contentHash());
    assertThat(Objects.requireNonNull(rows.get(2).order()).receivedAt())
        .isEqualTo(rows.get(2).at());
    assertThat(rows.get(2).expected().instead()).isEqualTo("STALE");
  }

  @Test
  void personsPublicationsReceiptsAndTimeHaveRowsToo() {
    List<Row> rows = rows(COMES, PUBLISHED, RECEIVED, ESCALATED, COMMAND);
    Row.Act act = Objects.requireNonNull(rows.get(4).act());

    assertThat(Objects.requireNonNull(rows.get(1).publication()).id()).isEqualTo("embargo");
    assertThat(Objects.requireNonNull(rows.get(2).receipt()).items())
        .containsExactly(new WmsEvent.Item("MUG-1", 5));
    assertThat(rows.get(3).expected().hands()).containsOnlyKeys("REFUND_PENDING");
    assertThat(act.command(rows.get(4).at()))
        .isEqualTo(
            new Command(
                "day.csv:6",
                Command.Type.CANCEL,
                "shopify",
                "acme-store",
                "1",
                "lin",
                Instant.parse("2026-03-01T16:30:00Z"),
                null,
                null));
  }

  @Test
  void thereIsPlentyInEveryWarehouseButOfWhatIsSoldOut() {
    Setting setting = LabelledDay.normal().setting();

    assertThat(setting.references())
        .hasSize(setting.shops().size() + setting.warehouses().size() + setting.articles().size());
    assertThat(setting.stock()).hasSameSizeAs(setting.warehouses());
    assertThat(setting.stock())
        .allSatisfy(
            receipt ->
                assertThat(receipt.items())
                    .contains(new WmsEvent.Item("MUG-1", 20_000))
                    .noneMatch(item -> item.sku().equals("FAN-TOWER")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ORDER,shopify | ODER,shopify | 2: kind 'ODER'",
        "acme-store/1 | acme-store-1 | 2: 'shopify/acme-store-1' is no marketplace/shop/id",
        "acme-store/1 | acme-stores/1 | 2: no such shop: shopify/acme-stores",
        "PAID, | PAYED, | 2: what 'PAYED'",
        "PAID, | PAID@x, | 2: what 'PAID@x': no time such as 5m",
        "USD 6700 | USD 6499 | 2: the lines come to 6500, the total is 6499",
        "USD 6700 | USX 6700 | 2: money 'USX 6700'",
        "5m,24h | 5,24h | 2: paid '5': no time such as 5m",
        "5m,24h | =,24h | 2: paid '=': no version before says so",
        "5m,24h | 5m,= | 2: shipby '=': no version before says so",
        "us-ca | us-xx | 2: no such consignee: us-xx",
        "us-ca | us-masked | 2: two phones",
        "MUG-1*2@1400 | MUG-1@1400 | 2: lines",
        "[REQUESTED] | [ASKED] | 2: lines",
        "PRESALE,\"Hi | PRESALE,\"\"Hi | 2: a quotation mark is not closed",
        "HELD, | HALTED, | 2: verdict 'HALTED'",
        "HELD, | NONE, | 2: verdict 'NONE'",
        "HELD, | - GONE, | 2: '- GONE' is no verdict",
        "HELD, | HELD STALE, | 2: 'HELD STALE' is no verdict",
        "BUYER_MESSAGE REFUND_PENDING | REFUND_PENDING BUYER_MESSAGE | 2: the reasons are not sorted",
        "BUYER_MESSAGE REFUND_PENDING | B B | 2: the reasons are not sorted, or one is there twice",
        "BUYER_MESSAGE REFUND_PENDING | big | 2: 'big' are no codes",
        "BUYER_MESSAGE REFUND_PENDING | '' | 2: held for no reason",
        ",,,a refund | ,HELD,,a refund | 2: 'HELD' is nothing that the stock stage says",
        ",,,a refund | ,,GONE,a refund | 2: 'GONE' is no end",
        ",,,a refund | ,,SHIPPED,a refund | 3: it ended above, with SHIPPED",
        ",a refund | ,a,refund | 2: 21 cells instead of 20",
        "01T16:00:00Z | 01T18:00:00Z | 3: it comes before the row above it",
        "01T16:00:00Z | 02T16:00:01Z | 2: too late for ORDER",
        "01T16:00:00Z | noon | 2: time '2026-03-noon'"
      })
  void aRowThatIsWrongIsNamed(String part, String wrong, String problem) {
    String broken = COMES.replaceFirst(Pattern.quote(part), wrong);

    assertThat(broken).isNotEqualTo(COMES);
    assertThatThrownBy(() -> rows(broken, LATER)).hasMessageStartingWith("day.csv:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AGAIN,shopify/acme-store/1,1 | AGAIN,shopify/acme-store/1,2 | 3: what '2'",
        "AGAIN,shopify/acme-store/1,1 | AGAIN,shopify/acme-store/2,1 | 3: what '1'",
        "THEN,shopify/acme-store/1 | THEN,shopify/acme-store/2 | 4: no such order has come",
        "REFUND_PENDING:boss | REFUND_PENDING | 4: 'REFUND_PENDING' is no CODE:role",
        "CANCEL,,,,lin | SCOLD,,,,lin | 5: nobody can ask for 'SCOLD'",
        "CANCEL,,,,lin | CANCEL,,,, | 5: nobody asks for it",
        "CANCEL,,,,lin, | EDIT_ADDRESS,,,,lin, | 5: EDIT_ADDRESS needs a consignee",
        "CANCEL,,,,lin, | CANCEL,,,,lin,us-ca | 5: EDIT_ADDRESS needs a consignee",
        "01T16:30:00Z | 03T16:30:00Z | 5: too late for COMMAND",
        "PUBLISH,,embargo | PUBLISH,,nothing | 6: no such publication: nothing",
        "PUBLISH,,embargo | PUBLISH,shopify/acme-store/1,embargo | 6: PUBLISH is about no order",
        "RECEIPT,,us-reno | RECEIPT,,reno | 7: no such warehouse: reno",
        "MUG-1*5 | MUG-1*five | 7: lines 'MUG-1*five'",
        "CANCELLED cancel:lin | '' | 7: the table is over, but shopify/acme-store/1 has no end"
      })
  void soIsAnyOtherRow(String part, String wrong, String problem) {
    String sound =
        AGAIN
            + ESCALATED
            + COMMAND
            + PUBLISHED.replace("T16:05", "T16:40")
            + RECEIVED.replace("T16:06", "T16:41");
    String broken = sound.replaceFirst(Pattern.quote(part), wrong);

    assertThat(rows(COMES, sound)).hasSize(6);
    assertThat(broken).isNotEqualTo(sound);
    assertThatThrownBy(() -> rows(COMES, broken)).hasMessageStartingWith("day.csv:" + problem);
  }
}
