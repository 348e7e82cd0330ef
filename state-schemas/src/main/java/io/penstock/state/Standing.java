package io.penstock.state;

import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderStatusRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What insight remembers of an order.
 *
 * @param sequence of the last event seen; older ones are repetitions
 * @param row as the table has it, or will have it shortly
 * @param deliveries ids of those that warehouses have reported on
 * @param exception the last one, open or cleared
 * @param rowDue whether the table does not have {@code row} yet; a timer is then set
 * @param exceptionDue whether the table does not have {@code exception} yet; a timer is then set
 */
public record Standing(
    long sequence,
    OrderStatusRow row,
    List<String> deliveries,
    @Nullable OrderExceptionRow exception,
    boolean rowDue,
    boolean exceptionDue) {

  /** Whether the tables lack something. */
  public boolean due() {
    return rowDue || exceptionDue;
  }

  /** The same, once the tables have it. */
  public Standing written() {
    return new Standing(sequence, row, deliveries, exception, false, false);
  }
}
