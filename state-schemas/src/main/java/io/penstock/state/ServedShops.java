package io.penstock.state;

import java.util.List;

/** The shops, {@code marketplace/shop}, that were told all that their pool offers. */
public record ServedShops(List<String> shops) {}
