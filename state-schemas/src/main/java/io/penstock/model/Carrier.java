package io.penstock.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service of a carrier: where it goes, what that costs and how long it takes. The record's id
 * is {@code carrier/service}.
 *
 * @param carrier as articles and warehouses name it
 * @param service the carrier's name for it
 * @param currency ISO 4217 code of the prices
 * @param storageClasses the only classes of goods that it takes, {@link
 *     Reference.Warehouse#ORDINARY} for those without one; absent: any
 * @param refusedClasses classes of goods that it does not take, named as those that it does;
 *     absent: none
 * @param perDay how many parcels of one pool it takes from one warehouse on one day, by the
 *     warehouse's clock; absent: any number
 * @param lanes of several that fit, the one counts that names the warehouse, then the region that
 *     it stands in, then the region that it goes to; of two alike the first
 */
public record Carrier(
    String carrier,
    String service,
    String currency,
    @Nullable List<String> storageClasses,
    List<Lane> lanes,
    @Nullable List<String> refusedClasses,
    @Nullable Integer perDay)
    implements Serializable {

  /** One that takes any number of parcels. */
  public Carrier(
      String carrier,
      String service,
      String currency,
      @Nullable List<String> storageClasses,
      List<Lane> lanes) {
    this(carrier, service, currency, storageClasses, lanes, null, null);
  }

  /**
   * From where to where.
   *
   * @param warehouse where it begins; absent: wherever else it says
   * @param fromRegion where it begins; absent: anywhere, unless a warehouse is named
   * @param country where it ends: ISO 3166-1 alpha-2
   * @param region where it ends; absent: anywhere in the country
   * @param firstGrams the weight that the first price is for
   * @param firstMinor the first price, in minor units
   * @param stepGrams the weight that each further price is for; absent: nothing is added
   * @param stepMinor the price of each of them that is begun; absent: nothing is added
   * @param transitDays from the day on which a parcel leaves to that on which it arrives
   * @param maxGrams the heaviest parcel; absent: any
   */
  public record Lane(
      @Nullable String warehouse,
      @Nullable String fromRegion,
      String country,
      @Nullable String region,
      int firstGrams,
      long firstMinor,
      @Nullable Integer stepGrams,
      @Nullable Long stepMinor,
      int transitDays,
      @Nullable Integer maxGrams)
      implements Serializable {}
}
