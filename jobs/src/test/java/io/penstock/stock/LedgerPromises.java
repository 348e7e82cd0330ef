package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What the ledger of the stock promises: it says all, and warehouses' own words bear it out. */
final class LedgerPromises {

  /** More or fewer goods, as a warehouse told. */
  private record Step(long position, String place, long units) {}

  private final Playback play;
  private final Map<String, SkuStock> stock;
  private final StockHarness.Said said;

  LedgerPromises(Playback play) throws Exception {
    this.play = play;
    this.stock = play.operator().stock();
    this.said = play.said();
  }

  void check(List<OrderLock> orders, TransferPromises transfers) throws Exception {
    theLedgerSumsToTheStock();
    noUnitIsLostOrInvented(transfers);
    whatIsMissingIsTakenBack(orders, transfers);
  }

  private void theLedgerSumsToTheStock() {
    Map<String, Long> units = new TreeMap<>();
    Map<String, Long> locked = new TreeMap<>();
    Map<String, Long> last = new HashMap<>();
    for (StockMovement movement : said.movements()) {
      for (StockMovement.Entry entry : movement.entries()) {
        String place = place(entry.warehouse(), entry.sku(), entry.quality());
        assertThat(last.merge(entry.sku(), 1L, Long::sum)).isEqualTo(entry.sequence());
        assertThat(units.merge(place, entry.units(), Long::sum))
            .as("%s", movement)
            .isEqualTo(entry.balance());
        assertThat(locked.merge(place, entry.locked(), Long::sum))
            .as("%s", movement)
            .isEqualTo(entry.lockedBalance());
      }
    }
    Map<String, Long> lockedInCells = new TreeMap<>();
    stock.forEach(
        (sku, row) -> {
          assertThat(row.movements()).isEqualTo(last.getOrDefault(sku, 0L));
          for (Cell cell : row.cells()) {
            lockedInCells.put(place(cell.warehouse(), sku, Quality.GOOD), cell.locked());
          }
        });
    assertThat(withoutZeros(units)).as("the ledger").isEqualTo(inCells());
    assertThat(withoutZeros(locked)).as("locked").isEqualTo(withoutZeros(lockedInCells));
  }

  /** Of each article what the latest count says, and what happened after it. */
  private void noUnitIsLostOrInvented(TransferPromises transfers) throws Exception {
    Map<String, WmsEvent> messages = new HashMap<>();
    Map<String, Long> positions = new HashMap<>();
    for (StockInput input : processed()) {
      WmsEvent message = input.wms();
      if (message != null) {
        messages.putIfAbsent(message.warehouse() + "/" + message.messageId(), message);
        // Another message may come under the same id: it tells of nothing that leaves.
        if (message.type() != Type.PACKED) {
          positions.putIfAbsent(message.warehouse() + input.cause(), position(message));
        }
      }
    }
    List<Step> steps = new ArrayList<>();
    Map<String, WmsEvent> counted = new HashMap<>();
    for (WmsEvent message : messages.values()) {
      for (Item item : message.items()) {
        if (message.type() == Type.SNAPSHOT) {
          counted.merge(
              message.warehouse() + "/" + item.sku(),
              message,
              (one, other) -> asOf(one) > asOf(other) ? one : other);
        } else if (message.tellsOfGoods()) {
          boolean out = message.type() == Type.RECLASSIFIED;
          String place = place(message.warehouse(), item.sku(), message.quality(item));
          long units = item.quantity();
          steps.add(new Step(position(message), place, out ? -units : units));
          if (item.becomes() != null) {
            String other = place(message.warehouse(), item.sku(), item.becomes());
            steps.add(new Step(position(message), other, units));
          }
        }
      }
    }
    for (OrderEvent event : said.events()) {
      if (Promises.hasLeft(event) && !wasMissed(event)) {
        for (OrderEvent.EventLine line : event.lines()) {
          String place = place(String.valueOf(event.warehouse()), line.sku(), Quality.GOOD);
          steps.add(
              new Step(
                  Objects.requireNonNull(positions.get(event.warehouse() + event.cause())),
                  place,
                  -line.quantity()));
        }
      }
    }
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.SHORT_PICKED) {
        Map<String, Long> missed = missed(event);
        missed.forEach(
            (sku, units) ->
                steps.add(
                    new Step(
                        Objects.requireNonNull(positions.get(event.warehouse() + event.cause())),
                        place(String.valueOf(event.warehouse()), sku, Quality.GOOD),
                        -units)));
      }
    }
    for (StockMovement movement : transfers.gone()) {
      for (StockMovement.Entry entry : movement.entries()) {
        String place = place(entry.warehouse(), entry.sku(), entry.quality());
        Long position = positions.get(entry.warehouse() + movement.cause());
        steps.add(new Step(Objects.requireNonNull(position), place, entry.units()));
      }
    }
    Map<String, Long> there = new TreeMap<>();
    Map<String, Long> asOf = new HashMap<>();
    counted.forEach(
        (article, count) -> {
          for (Quality quality : Quality.values()) {
            asOf.put(article + "/" + quality, asOf(count));
          }
          for (Item item : count.items()) {
            if (article.equals(count.warehouse() + "/" + item.sku())) {
              String place = place(count.warehouse(), item.sku(), count.quality(item));
              there.merge(place, (long) item.quantity(), Long::sum);
            }
          }
        });
    for (Step step : steps) {
      if (step.position() > asOf.getOrDefault(step.place(), 0L)) {
        there.merge(step.place(), step.units(), Long::sum);
      }
    }
    assertThat(inCells())
        .as("counted, and what came and left since")
        .isEqualTo(withoutZeros(there));
  }

  /** What left although it could not be found is gone since then. */
  private static boolean wasMissed(OrderEvent event) {
    return event.reasons().stream().anyMatch(reason -> reason.code().equals("FOUND_AFTER_ALL"));
  }

  /** Units that cannot be found, without those that the books knew to be missing before. */
  private static Map<String, Long> missed(OrderEvent event) {
    Map<String, Long> missed = new TreeMap<>();
    for (OrderEvent.EventLine line : event.lines()) {
      missed.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    for (Reason reason : event.reasons()) {
      if (reason.code().equals("COUNTED_BEFORE")) {
        for (String article : String.valueOf(reason.detail()).split(", ", -1)) {
          String[] words = article.split("[*]", -1);
          missed.merge(words[0], -Long.parseLong(words[1]), Long::sum);
        }
      }
    }
    return missed;
  }

  /** Who is to have goods that are not there gives them back, as far as a warehouse can. */
  private void whatIsMissingIsTakenBack(List<OrderLock> orders, TransferPromises transfers) {
    Map<String, Long> comesBack = transfers.comesBack();
    Set<String> toBeMade = transfers.toBeMade();
    for (OrderLock lock : orders) {
      for (Parcel parcel : lock.parcels()) {
        for (Parcel.Line line : parcel.lines()) {
          String place = parcel.warehouse() + "/" + line.sku();
          switch (parcel.status()) {
            case CANCEL_REQUESTED, RECALLED ->
                comesBack.merge(place, (long) line.quantity(), Long::sum);
            case GATHERING, REQUESTED, ACCEPTED -> toBeMade.add(place);
            case ASSEMBLING, PICKED, PACKED, SHIPPED, SHORT, CANCELLED, REJECTED, WITHDRAWN -> {}
          }
        }
      }
    }
    stock.forEach(
        (sku, row) -> {
          for (Cell cell : row.cells()) {
            String place = cell.warehouse() + "/" + sku;
            if (cell.deficit() > comesBack.getOrDefault(place, 0L)) {
              assertThat(toBeMade).as("%s are missing", cell).doesNotContain(place);
            }
          }
        });
  }

  private List<StockInput> processed() throws Exception {
    List<StockInput> processed = new ArrayList<>(play.sent());
    for (StockInput waiting : play.operator().inbox()) {
      processed.remove(processed.lastIndexOf(waiting));
    }
    return processed;
  }

  private static long position(WmsEvent message) {
    return Objects.requireNonNull(message.position());
  }

  private static long asOf(WmsEvent count) {
    return Objects.requireNonNull(count.asOf());
  }

  private Map<String, Long> inCells() {
    Map<String, Long> cells = new TreeMap<>();
    stock.forEach(
        (sku, row) -> {
          for (Cell cell : row.cells()) {
            cells.put(place(cell.warehouse(), sku, Quality.GOOD), cell.onHand() - cell.deficit());
            cells.put(place(cell.warehouse(), sku, Quality.DAMAGED), cell.damaged());
            cells.put(place(cell.warehouse(), sku, Quality.QUARANTINE), cell.quarantine());
          }
        });
    return withoutZeros(cells);
  }

  private static Map<String, Long> withoutZeros(Map<String, Long> units) {
    units.values().removeIf(one -> one == 0);
    return units;
  }

  private static String place(String warehouse, String sku, Quality quality) {
    return warehouse + "/" + sku + "/" + quality;
  }
}
