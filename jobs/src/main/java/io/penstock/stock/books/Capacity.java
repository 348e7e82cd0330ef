package io.penstock.stock.books;

import io.penstock.state.Carriage;
import io.penstock.state.Parcel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * How many parcels leave each warehouse on each day to come, where it says how many may, and how
 * many of them a service takes, where it says so. A parcel is counted when its goods are locked,
 * and is counted no more when it is given up before the warehouse is told of it.
 */
public final class Capacity {

  private final StockRows rows;
  private final Alarm alarm;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  public Capacity(StockRows rows, Alarm alarm, Instant now) {
    this.rows = rows;
    this.alarm = alarm;
    this.now = now;
  }

  /** Parcels that leave on that day. */
  public int taken(String warehouse, LocalDate day) throws Exception {
    return rows.leaving(key(warehouse, day));
  }

  /** Parcels that a service takes there on that day. */
  public int taken(String warehouse, String day, String service) throws Exception {
    return rows.leaving(key(warehouse, day, service));
  }

  /**
   * One more is taken by its service, if that counts them.
   *
   * @param over the first instant that is not of its day: it is forgotten then
   */
  public void take(String warehouse, Carriage carriage, Instant over) throws Exception {
    if (carriage.counted()) {
      String key = key(warehouse, String.valueOf(carriage.day()), carriage.id());
      take(key, over);
    }
  }

  /** Its service does not take it, and no warehouse was told so. */
  public void giveBack(String warehouse, Carriage carriage) throws Exception {
    if (carriage.counted()) {
      giveBack(key(warehouse, String.valueOf(carriage.day()), carriage.id()));
    }
  }

  private void take(String key, Instant over) throws Exception {
    int before = rows.leaving(key);
    if (before == 0) {
      rows.listDay(alarm.wake(over), Set.of(key));
    }
    rows.keepLeaving(key, before + 1);
  }

  private void giveBack(String key) throws Exception {
    int before = rows.leaving(key);
    if (before > 0) {
      rows.keepLeaving(key, before - 1);
    }
  }

  /**
   * One more leaves on that day.
   *
   * @param over the first instant that is not of the day: it is forgotten then
   */
  public void take(Parcel parcel, LocalDate day, Instant over) throws Exception {
    String key = key(parcel.warehouse(), day);
    take(key, over);
    if (!parcel.status().isTold()) {
      rows.keepLeavingOn(parcel.deliveryId(), key);
    }
  }

  /** The warehouse is told of it now, so it stays counted. */
  public void told(Parcel parcel) throws Exception {
    rows.takeLeavingOn(parcel.deliveryId());
  }

  /** It does not leave, and no warehouse was told of it. */
  public void giveBack(Parcel parcel) throws Exception {
    String key = rows.takeLeavingOn(parcel.deliveryId());
    if (key != null) {
      giveBack(key);
    }
  }

  /** Forgets the days that are over. */
  public void forget() throws Exception {
    for (String day : rows.takeDaysOver(now)) {
      rows.keepLeaving(day, 0);
    }
  }

  private static String key(String warehouse, LocalDate day) {
    return warehouse + "/" + day;
  }

  /** No warehouse is spelt like this. */
  private static String key(String warehouse, String day, String service) {
    return warehouse + "/" + day + '\0' + service;
  }
}
