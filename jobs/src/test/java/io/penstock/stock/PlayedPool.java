package io.penstock.stock;

import io.penstock.model.Reference;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.GiftBook;
import io.penstock.state.GiftTakers;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Publications;
import io.penstock.state.RowKind;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.state.Taken;
import io.penstock.state.Transfer;
import io.penstock.state.WaitingQueue;
import io.penstock.state.WakeList;
import io.penstock.state.WaybillBook;
import io.penstock.stock.StockHarness.Said;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A pool that a history is played to: the real operator, or the same waves without Flink. */
interface PlayedPool extends AutoCloseable {

  /** Makes the pool as it was when it was saved, which does not know how far time has come. */
  interface Restart {
    PlayedPool now() throws Exception;
  }

  void publish(Reference... references) throws Exception;

  void send(StockInput... inputs) throws Exception;

  void recordsReach(Instant time) throws Exception;

  /** What is on its way to the state arrives there, as before a checkpoint. */
  void writeBack() throws Exception;

  Restart save() throws Exception;

  /** What the pool has said since this was asked last. */
  Said said();

  /** The rows as they are now, by their keys; they stay as they are when others are written. */
  <V> Map<String, V> known(RowKind<V> kind) throws Exception;

  /** What waits for its wave. */
  List<StockInput> inbox() throws Exception;

  /** For how many times it has asked to be woken. */
  int timers();

  @Override
  void close() throws Exception;

  default Map<String, SkuStock> stock() throws Exception {
    return known(StockState.STOCK);
  }

  default Map<String, OrderLock> locks() throws Exception {
    return known(StockState.LOCKS);
  }

  default Map<String, OrderLock> closed() throws Exception {
    return known(StockState.CLOSED);
  }

  default Map<String, WaitingQueue> queues() throws Exception {
    return known(StockState.QUEUES);
  }

  default Map<String, Taken> taken() throws Exception {
    return known(StockState.TAKEN);
  }

  default Map<String, Lack> lacks() throws Exception {
    return known(StockState.LACKS);
  }

  default Map<String, WakeList> beginnings() throws Exception {
    return known(StockState.BEGINNINGS);
  }

  default Map<String, ConsigneeGatherings> gatherings() throws Exception {
    return known(StockState.GATHERINGS);
  }

  default Map<String, WakeList> departures() throws Exception {
    return known(StockState.DEPARTURES);
  }

  default Map<String, WakeList> reminders() throws Exception {
    return known(StockState.REMINDERS);
  }

  /** How many parcels leave, by warehouse and day. */
  default Map<String, Integer> leaving() throws Exception {
    return known(StockState.LEAVING);
  }

  default Map<String, String> leavingOn() throws Exception {
    return known(StockState.LEAVING_ON);
  }

  default Map<String, WakeList> daysOver() throws Exception {
    return known(StockState.DAYS_OVER);
  }

  default Map<String, Transfer> transfers() throws Exception {
    return known(StockState.TRANSFERS);
  }

  default Map<String, Transfer> transfersOver() throws Exception {
    return known(StockState.TRANSFERS_OVER);
  }

  default Map<String, WaybillBook> waybills() throws Exception {
    return known(StockState.WAYBILLS);
  }

  default Map<String, Publications> bundles() throws Exception {
    return known(StockState.BUNDLES);
  }

  default Map<String, GiftBook> gifts() throws Exception {
    return known(StockState.GIFTS);
  }

  /** How many orders have each gift. */
  default Map<String, Integer> given() throws Exception {
    return known(StockState.GIVEN);
  }

  default Map<String, GiftTakers> takers() throws Exception {
    return known(StockState.TAKERS);
  }
}
