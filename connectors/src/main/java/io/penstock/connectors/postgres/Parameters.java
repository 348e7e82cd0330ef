package io.penstock.connectors.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the parameters of a statement from the first to the last. */
final class Parameters {

  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  /** An enum is stored by its name. */
  Parameters word(Enum<?> value) throws SQLException {
    return text(value.name());
  }

  Parameters number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Parameters number(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Parameters time(@Nullable Instant value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(++index, value.atOffset(ZoneOffset.UTC));
    }
    return this;
  }

  Parameters day(String iso) throws SQLException {
    statement.setObject(++index, LocalDate.parse(iso));
    return this;
  }

  Parameters texts(List<String> values) throws SQLException {
    statement.setArray(
        ++index, statement.getConnection().createArrayOf("text", values.toArray(String[]::new)));
    return this;
  }
}
