package io.penstock.state;

import org.jspecify.annotations.Nullable;

/**
 * With what service a parcel leaves. Of parcels that leave as one delivery all have the same.
 *
 * @param carrier as articles and warehouses name it
 * @param service the carrier's name for it
 * @param day when it leaves, by the warehouse's clock: {@code 2026-03-01}; absent where parcels
 *     leave at once
 * @param counted whether it is one of those that the service takes on that day
 * @param waybill its number; absent where the warehouse gives it one
 */
public record Carriage(
    String carrier,
    String service,
    @Nullable String day,
    boolean counted,
    @Nullable String waybill) {

  /** The same, with that number. */
  public Carriage numbered(@Nullable String number) {
    return new Carriage(carrier, service, day, counted, number);
  }

  /** As carriers publish it. */
  public String id() {
    return carrier + "/" + service;
  }
}
