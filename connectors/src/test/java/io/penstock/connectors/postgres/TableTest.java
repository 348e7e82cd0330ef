package io.penstock.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.postgres.Table.Column;
import io.penstock.connectors.postgres.Table.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTest {

  private record Row(String shop, @Nullable String note, long version) {}

  private static final Table<Row> GUARDED = table(new Guard<>("version", Row::version));

  @Test
  void aGuardedRowIsReplacedByALaterOneOnly() {
    assertThat(GUARDED.statement())
        .isEqualTo(
            "INSERT INTO penstock.shops AS t (shop, note, version)"
                + " SELECT shop, note::jsonb, version"
                + " FROM unnest(?::text[], ?::text[], ?::int8[]) AS r (shop, note, version)"
                + " ON CONFLICT (shop) DO UPDATE"
                + " SET note = EXCLUDED.note, version = EXCLUDED.version"
                + " WHERE t.version < EXCLUDED.version");
  }

  @Test
  void withoutAGuardTheFirstRowStays() {
    assertThat(table(null).statement()).endsWith(" ON CONFLICT (shop) DO NOTHING");
  }

  @Test
  void aStatementMeetsNoRowTwice() {
    List<Row> rows = List.of(new Row("a", "1", 2), new Row("b", null, 1), new Row("a", "2", 1));

    assertThat(GUARDED.latest(rows)).containsExactly(new Row("a", "1", 2), new Row("b", null, 1));
    assertThat(GUARDED.latest(List.of(new Row("a", "1", 1), new Row("a", "2", 2))))
        .containsExactly(new Row("a", "2", 2));
    assertThat(table(null).latest(List.of(new Row("a", "1", 1), new Row("a", "2", 2))))
        .containsExactly(new Row("a", "1", 1));
  }

  private static Table<Row> table(@Nullable Guard<Row> guard) {
    return new Table<>(
        "shops",
        List.of(Column.of("shop", Table.Type.TEXT, Row::shop)),
        List.of(Column.of("note", Table.Type.JSON, Row::note)),
        guard);
  }
}
