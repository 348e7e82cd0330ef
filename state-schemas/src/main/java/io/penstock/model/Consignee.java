package io.penstock.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who receives the goods, and where. Any text may be masked or a cipher of the marketplace: such
 * values are opaque and are passed on as they are.
 *
 * @param country ISO 3166-1 alpha-2
 * @param region the first level below the country: province, state, prefecture
 * @param token the marketplace's opaque token of this consignee; equal tokens of one shop and week
 *     mean the same person, unequal tokens mean nothing
 */
public record Consignee(
    @Nullable String name,
    @Nullable String phone,
    @Nullable String country,
    @Nullable String region,
    @Nullable String city,
    @Nullable String district,
    @Nullable String street,
    @Nullable String postcode,
    @Nullable String token) {

  public static final Consignee UNKNOWN =
      new Consignee(null, null, null, null, null, null, null, null, null);

  /**
   * Whether it is the same place. Names, phones and tokens are left out: marketplaces mask and
   * renew them without any change.
   */
  public boolean isSamePlaceAs(Consignee other) {
    return Objects.equals(country, other.country)
        && Objects.equals(region, other.region)
        && Objects.equals(city, other.city)
        && Objects.equals(district, other.district)
        && Objects.equals(street, other.street);
  }

  /** Only what is no personal data: this text ends up in logs and exceptions. */
  @Override
  public String toString() {
    return "Consignee[" + country + "/" + region + "]";
  }
}
