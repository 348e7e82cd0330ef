package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Reference.Criterion;
import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Transfers;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WaybillRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pools, warehouses and carriers must say so that orders can be sourced by them; the field
 * that does not.
 */
final class NetworkTerms {

  private static final String WAREHOUSE = "WAREHOUSE_REFUSED";
  private static final String CARRIER = "CARRIER_REFUSED";
  private static final String WAYBILLS = "WAYBILLS_REFUSED";

  private static final Pattern MINUTE = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DIGITS =
      Pattern.compile("[0-9]{1," + WaybillRange.MOST_DIGITS + "}");
  private static final Pattern NUMBER_AT_END = Pattern.compile(".*[0-9]", Pattern.DOTALL);
  private static final Pattern NUMBER_AT_START = Pattern.compile("[0-9].*", Pattern.DOTALL);
  private static final int MINUTES_OF_A_DAY = 1_440;
  private static final int MOST_LABELS = 1_000;
  private static final int LONGEST_TRANSIT = 365;

  /** So that no sum of prices outgrows a long. */
  private static final long DEAREST = 1_000_000_000;

  /** More warehouses than that are not asked for the goods of one order. */
  private static final int MOST_LEGS = 11;

  /** Refuses with {@code WRONG_SHAPE} or {@code POOL_REFUSED}. */
  static void check(Pool pool) throws UnreadableException {
    List<Criterion> objective = pool.objective();
    if (objective != null) {
      if (objective.isEmpty() || new HashSet<>(objective).size() < objective.size()) {
        throw new UnreadableException(
            Admission.POOL_REFUSED, "'pool.objective' must name some criteria, each once");
      }
      for (@Nullable Criterion criterion : objective) {
        Admission.present("pool.objective", criterion);
      }
      if (objective.contains(Criterion.COST) && pool.currency() == null) {
        throw new UnreadableException(
            Admission.POOL_REFUSED, "'pool.objective' has COST, and there is no 'pool.currency'");
      }
    }
    if (pool.currency() != null && !CatalogueTerms.isCurrency(pool.currency())) {
      throw new UnreadableException(Admission.POOL_REFUSED, "'pool.currency' is no currency");
    }
    if (pool.deliverWithin() != null) {
      Spans.of(pool.deliverWithin(), "pool.deliverWithin", Duration.ZERO, Admission.POOL_REFUSED);
    }
    if (pool.partial() != null && pool.partial().minValueMinor() != null) {
      CatalogueTerms.within(
          Admission.POOL_REFUSED,
          "pool.partial.minValueMinor",
          pool.partial().minValueMinor(),
          0,
          Long.MAX_VALUE);
    }
    if (pool.parcels() != null && pool.parcels().mostGrams() != null) {
      CatalogueTerms.within(
          Admission.POOL_REFUSED,
          "pool.parcels.mostGrams",
          pool.parcels().mostGrams(),
          1,
          Integer.MAX_VALUE);
    }
    if (pool.transfer() != null) {
      check(pool.transfer());
    }
  }

  private static void check(Transfers transfer) throws UnreadableException {
    Admission.present("pool.transfer.when", transfer.when());
    CatalogueTerms.within(
        Admission.POOL_REFUSED, "pool.transfer.mostLegs", transfer.mostLegs(), 1, MOST_LEGS);
    if (transfer.minValueMinor() != null) {
      CatalogueTerms.within(
          Admission.POOL_REFUSED,
          "pool.transfer.minValueMinor",
          transfer.minValueMinor(),
          0,
          Long.MAX_VALUE);
    }
  }

  /** Refuses with {@code WRONG_SHAPE} or {@code WAREHOUSE_REFUSED}. */
  static void check(Warehouse warehouse) throws UnreadableException {
    texts("warehouse.exports", warehouse.exports(), 0, WAREHOUSE);
    texts("warehouse.storageClasses", warehouse.storageClasses(), 1, WAREHOUSE);
    texts("warehouse.owners", warehouse.owners(), 1, WAREHOUSE);
    if (warehouse.handlingMinor() != null) {
      CatalogueTerms.within(
          WAREHOUSE, "warehouse.handlingMinor", warehouse.handlingMinor(), 0, DEAREST);
    }
    if (warehouse.printEvery() != null) {
      CatalogueTerms.within(
          WAREHOUSE, "warehouse.printEvery", warehouse.printEvery(), 0, MINUTES_OF_A_DAY);
    }
    if (warehouse.printMost() != null) {
      CatalogueTerms.within(
          WAREHOUSE, "warehouse.printMost", warehouse.printMost(), 1, MOST_LABELS);
    }
    if (warehouse.dispatch() != null) {
      check(warehouse.dispatch());
    }
  }

  private static void check(Dispatch dispatch) throws UnreadableException {
    Admission.present("warehouse.dispatch.zone", dispatch.zone());
    try {
      ZoneId.of(dispatch.zone());
    } catch (DateTimeException noZone) {
      throw new UnreadableException(WAREHOUSE, "'warehouse.dispatch.zone' is no time zone");
    }
    if (dispatch.cutOff() != null && !MINUTE.matcher(dispatch.cutOff()).matches()) {
      throw new UnreadableException(WAREHOUSE, "'warehouse.dispatch.cutOff' must be HH:mm");
    }
    if (dispatch.workingDays() != null) {
      if (dispatch.workingDays().isEmpty()) {
        throw new UnreadableException(WAREHOUSE, "'warehouse.dispatch.workingDays' is empty");
      }
      for (@Nullable Object day : dispatch.workingDays()) {
        Admission.present("warehouse.dispatch.workingDays", day);
      }
    }
    texts("warehouse.dispatch.holidays", dispatch.holidays(), 0, WAREHOUSE);
    for (String day : dispatch.holidays() == null ? List.<String>of() : dispatch.holidays()) {
      try {
        LocalDate.parse(day);
      } catch (DateTimeException noDay) {
        throw new UnreadableException(
            WAREHOUSE, "'warehouse.dispatch.holidays' must be days such as 2026-10-01");
      }
    }
    if (dispatch.capacity() != null) {
      CatalogueTerms.within(
          WAREHOUSE, "warehouse.dispatch.capacity", dispatch.capacity(), 1, Integer.MAX_VALUE);
    }
  }

  /** Refuses with {@code WRONG_SHAPE} or {@code CARRIER_REFUSED}. */
  static void check(Carrier carrier) throws UnreadableException {
    if (!CatalogueTerms.isCurrency(carrier.currency())) {
      throw new UnreadableException(CARRIER, "'carrier.currency' is no currency");
    }
    texts("carrier.storageClasses", carrier.storageClasses(), 1, CARRIER);
    texts("carrier.refusedClasses", carrier.refusedClasses(), 1, CARRIER);
    within("carrier.perDay", asLong(carrier.perDay()), 1, Integer.MAX_VALUE);
    if (carrier.lanes().isEmpty()) {
      throw new UnreadableException(CARRIER, "'carrier.lanes' is empty");
    }
    for (@Nullable Lane lane : carrier.lanes()) {
      Admission.present("carrier.lanes", lane);
      check(lane);
    }
  }

  /** Refuses with {@code WRONG_SHAPE} or {@code WAYBILLS_REFUSED}. */
  static void check(WaybillRange range) throws UnreadableException {
    digits("waybillRange.first", range.first());
    digits("waybillRange.last", range.last());
    if (range.first().length() != range.last().length() || range.size() < 1) {
      throw new UnreadableException(
          WAYBILLS, "'waybillRange.last' has not as many digits as 'first', or is less");
    }
    if (range.prefix() != null && NUMBER_AT_END.matcher(range.prefix()).matches()) {
      throw new UnreadableException(WAYBILLS, "'waybillRange.prefix' ends with a digit");
    }
    if (range.suffix() != null && NUMBER_AT_START.matcher(range.suffix()).matches()) {
      throw new UnreadableException(WAYBILLS, "'waybillRange.suffix' begins with a digit");
    }
    int digits = range.check() == null ? 0 : range.check().digits();
    if (digits > 0 && range.first().length() != digits) {
      throw new UnreadableException(
          WAYBILLS, "'waybillRange.check' is of numbers with " + digits + " digits");
    }
    if (range.warnBelow() != null) {
      CatalogueTerms.within(WAYBILLS, "waybillRange.warnBelow", range.warnBelow(), 0, 100);
    }
  }

  private static void digits(String field, String text) throws UnreadableException {
    if (!DIGITS.matcher(text).matches()) {
      throw new UnreadableException(
          WAYBILLS, "'" + field + "' must be 1 to " + WaybillRange.MOST_DIGITS + " digits");
    }
  }

  private static void check(Lane lane) throws UnreadableException {
    Admission.present("carrier.lanes.country", lane.country());
    within("carrier.lanes.firstGrams", (long) lane.firstGrams(), 0, Integer.MAX_VALUE);
    within("carrier.lanes.firstMinor", lane.firstMinor(), 0, DEAREST);
    within("carrier.lanes.stepGrams", asLong(lane.stepGrams()), 1, Integer.MAX_VALUE);
    within("carrier.lanes.stepMinor", lane.stepMinor(), 0, DEAREST);
    within("carrier.lanes.transitDays", (long) lane.transitDays(), 0, LONGEST_TRANSIT);
    within("carrier.lanes.maxGrams", asLong(lane.maxGrams()), 1, Integer.MAX_VALUE);
    if ((lane.stepGrams() == null) != (lane.stepMinor() == null)) {
      throw new UnreadableException(
          CARRIER, "'carrier.lanes' needs 'stepGrams' and 'stepMinor', or neither");
    }
  }

  private static @Nullable Long asLong(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  private static void within(String field, @Nullable Long number, long least, long most)
      throws UnreadableException {
    if (number != null) {
      CatalogueTerms.within(CARRIER, field, number, least, most);
    }
  }

  /** That a list, where there is one, has so many entries at least, and each is a text. */
  static void texts(String field, @Nullable List<String> texts, int least, String code)
      throws UnreadableException {
    if (texts == null) {
      return;
    }
    if (texts.size() < least) {
      throw new UnreadableException(code, "'" + field + "' is empty");
    }
    for (@Nullable String text : texts) {
      Admission.present(field, text);
    }
  }

  private NetworkTerms() {}
}
