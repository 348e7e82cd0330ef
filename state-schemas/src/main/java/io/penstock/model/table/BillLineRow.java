package io.penstock.model.table;

import io.penstock.model.BillLine;
import io.penstock.model.Cause;

/**
 * A line of a marketplace's bill: a row of {@code bill_lines}. The first one of a bill and entry
 * stays, because marketplaces issue a bill again.
 *
 * @param cause the record that it was read from
 */
public record BillLineRow(BillLine line, Cause cause) {}
