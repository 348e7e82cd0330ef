package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Cause;
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
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What the ledger of the stock promises: it says all, and warehouses' own words bear it out. */
final class LedgerPromises {

  /** More or fewer goods, as a warehouse told. */
  private record Step(long position, String place, long units) {}

  private final View view;

  /** What the ledger sums to, by place; and the number of the last entry, by article. */
  private final Map<String, Long> units = new HashMap<>();

  private final Map<String, Long> locked = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();

  /** Messages by warehouse and id, and the places of causes in a warehouse's count of messages. */
  private final Set<String> messages = new HashSet<>();

  private final Map<String, Long> positions = new HashMap<>();

  /** The latest count of each article in each warehouse. */
  private final Map<String, WmsEvent> counted = new HashMap<>();

  private final List<Step> steps = new ArrayList<>();

  LedgerPromises(View view) {
    this.view = view;
  }

  void check(TransferPromises transfers) throws Exception {
    Map<String, Long> inCells = inCells();
    theLedgerSumsToTheStock(inCells);
    read();
    hear(transfers);
    noUnitIsLostOrInvented(inCells);
    whatIsMissingIsTakenBack(transfers);
  }

  private void theLedgerSumsToTheStock(Map<String, Long> inCells) {
    for (StockMovement movement : view.movements()) {
      for (StockMovement.Entry entry : movement.entries()) {
        String place = place(entry.warehouse(), entry.sku(), entry.quality());
        Insist.equal(last.merge(entry.sku(), 1L, Long::sum), entry.sequence(), "%s", movement);
        Insist.equal(units.merge(place, entry.units(), Long::sum), entry.balance(), "%s", movement);
        Insist.equal(
            locked.merge(place, entry.locked(), Long::sum), entry.lockedBalance(), "%s", movement);
      }
    }
    Map<String, Long> lockedInCells = new TreeMap<>();
    view.stock()
        .forEach(
            (sku, row) -> {
              Insist.equal(row.movements(), last.getOrDefault(sku, 0L), "movements of %s", sku);
              for (Cell cell : row.cells()) {
                lockedInCells.put(place(cell.warehouse(), sku, Quality.GOOD), cell.locked());
              }
            });
    Insist.equal(withoutZeros(units), inCells, "the ledger");
    Insist.equal(withoutZeros(locked), withoutZeros(lockedInCells), "locked");
  }

  /** Takes in what warehouses told, as far as it is dealt with. */
  private void read() {
    for (StockInput input : view.arrived()) {
      if (input.wms() != null) {
        read(input, input.wms());
      }
    }
  }

  private void read(StockInput input, WmsEvent message) {
    // Another message may come under the same id: it tells of nothing that leaves.
    if (message.type() != Type.PACKED) {
      positions.putIfAbsent(message.warehouse() + input.cause(), position(message));
    }
    if (!messages.add(message.warehouse() + "/" + message.messageId())) {
      return;
    }
    for (Item item : message.items()) {
      if (message.type() == Type.SNAPSHOT) {
        counted.merge(
            message.warehouse() + "/" + item.sku(),
            message,
            (one, other) -> asOf(one) > asOf(other) ? one : other);
      } else if (message.tellsOfGoods()) {
        boolean out = message.type() == Type.RECLASSIFIED;
        String place = place(message.warehouse(), item.sku(), message.quality(item));
        long moved = item.quantity();
        steps.add(new Step(position(message), place, out ? -moved : moved));
        if (item.becomes() != null) {
          String other = place(message.warehouse(), item.sku(), item.becomes());
          steps.add(new Step(position(message), other, moved));
        }
      }
    }
  }

  /** Takes in what was told of goods that left, or could not be found. */
  private void hear(TransferPromises transfers) {
    for (OrderEvent event : view.events()) {
      String warehouse = String.valueOf(event.warehouse());
      if (Promises.hasLeft(event) && !wasMissed(event)) {
        for (OrderEvent.EventLine line : event.lines()) {
          step(warehouse, event.cause(), line.sku(), Quality.GOOD, -line.quantity());
        }
      } else if (event.type() == OrderEvent.Type.SHORT_PICKED) {
        missed(event)
            .forEach((sku, gone) -> step(warehouse, event.cause(), sku, Quality.GOOD, -gone));
      }
    }
    for (StockMovement movement : transfers.gone()) {
      for (StockMovement.Entry entry : movement.entries()) {
        step(entry.warehouse(), movement.cause(), entry.sku(), entry.quality(), entry.units());
      }
    }
  }

  private void step(String warehouse, Cause cause, String sku, Quality quality, long more) {
    long position = Objects.requireNonNull(positions.get(warehouse + cause));
    steps.add(new Step(position, place(warehouse, sku, quality), more));
  }

  /** Of each article what the latest count says, and what happened after it. */
  private void noUnitIsLostOrInvented(Map<String, Long> inCells) {
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
    // Later counts are of later moments, so what one holds is never asked for again.
    steps.removeIf(step -> step.position() <= asOf.getOrDefault(step.place(), 0L));
    for (Step step : steps) {
      there.merge(step.place(), step.units(), Long::sum);
    }
    Insist.equal(inCells, withoutZeros(there), "counted, and what came and left since");
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
  private void whatIsMissingIsTakenBack(TransferPromises transfers) {
    if (view.stock().values().stream()
        .allMatch(row -> row.cells().stream().allMatch(cell -> cell.deficit() == 0))) {
      return;
    }
    Map<String, Long> comesBack = transfers.comesBack();
    Set<String> toBeMade = transfers.toBeMade();
    for (OrderLock lock : view.locks().values()) {
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
    view.stock()
        .forEach(
            (sku, row) -> {
              for (Cell cell : row.cells()) {
                String place = cell.warehouse() + "/" + sku;
                if (cell.deficit() > comesBack.getOrDefault(place, 0L)) {
                  assertThat(toBeMade).as("%s are missing", cell).doesNotContain(place);
                }
              }
            });
  }

  private static long position(WmsEvent message) {
    return Objects.requireNonNull(message.position());
  }

  private static long asOf(WmsEvent count) {
    return Objects.requireNonNull(count.asOf());
  }

  private Map<String, Long> inCells() {
    Map<String, Long> cells = new TreeMap<>();
    view.stock()
        .forEach(
            (sku, row) -> {
              for (Cell cell : row.cells()) {
                String warehouse = cell.warehouse();
                cells.put(place(warehouse, sku, Quality.GOOD), cell.onHand() - cell.deficit());
                cells.put(place(warehouse, sku, Quality.DAMAGED), cell.damaged());
                cells.put(place(warehouse, sku, Quality.QUARANTINE), cell.quarantine());
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
