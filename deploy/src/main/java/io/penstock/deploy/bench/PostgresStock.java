package io.penstock.deploy.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stock that is reserved in PostgreSQL as one would build it: an order's articles are locked in one
 * warehouse, all of them or none, in the order of their names so that two orders do not wait for
 * one another, and an order that comes twice is reserved once.
 */
final class PostgresStock {

  /**
   * What is to be reserved.
   *
   * @param warehouses in the order in which they are tried
   * @param skus each once
   * @param units of each article
   */
  record Wanted(String order, List<String> warehouses, List<String> skus, List<Integer> units) {}

  /** How a client has an order reserved. */
  enum Way {
    /** The server does all of it in one call, which is a transaction. */
    FUNCTION,
    /** The client reads and locks, decides, writes and commits. */
    TRANSACTION
  }

  /** A server found two transactions waiting for one another, or an order twice at once. */
  private static final List<String> TRY_AGAIN = List.of("40P01", "23505");

  private static final int EARLIER_ORDERS = 50_000;

  private static final String TABLES =
      """
      CREATE TABLE stock (
        sku text, warehouse text, on_hand int NOT NULL, reserved int NOT NULL DEFAULT 0,
        PRIMARY KEY (sku, warehouse), CHECK (reserved BETWEEN 0 AND on_hand));
      CREATE TABLE reservation (
        order_id text, sku text, warehouse text NOT NULL, units int NOT NULL,
        reserved_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (order_id, sku));
      CREATE FUNCTION reserve(the_order text, the_warehouse text, skus text[], wanted int[])
        RETURNS text LANGUAGE plpgsql AS $$
      DECLARE
        before text;
        enough int;
      BEGIN
        SELECT warehouse INTO before FROM reservation WHERE order_id = the_order LIMIT 1;
        IF FOUND THEN
          RETURN before;
        END IF;
        SELECT count(*) FILTER (WHERE free >= units) INTO enough FROM (
          SELECT s.on_hand - s.reserved AS free, w.units
          FROM unnest(skus, wanted) AS w(sku, units)
          JOIN stock s ON s.sku = w.sku AND s.warehouse = the_warehouse
          ORDER BY s.sku FOR UPDATE OF s) AS locked;
        IF enough < cardinality(skus) THEN
          RETURN NULL;
        END IF;
        UPDATE stock s SET reserved = reserved + w.units
          FROM unnest(skus, wanted) AS w(sku, units)
          WHERE s.sku = w.sku AND s.warehouse = the_warehouse;
        INSERT INTO reservation (order_id, sku, warehouse, units)
          SELECT the_order, w.sku, the_warehouse, w.units
          FROM unnest(skus, wanted) AS w(sku, units);
        RETURN the_warehouse;
      END $$;
      """;

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  /**
   * So many units of each article are in each warehouse, and nothing is reserved. The orders of
   * earlier days are there, of which nothing is left to ship: over an empty table the server would
   * plan to read all of it.
   */
  static void fill(Connection connection, int skus, int warehouses, int units) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE stock, reservation");
      statement.execute(
          """
          INSERT INTO stock SELECT 'SKU-' || s, 'WH-' || w, %d
          FROM generate_series(0, %d) s, generate_series(0, %d) w"""
              .formatted(units, skus - 1, warehouses - 1));
      statement.execute(
          """
          INSERT INTO reservation SELECT 'earlier-' || i, 'SKU-0', 'WH-0', 0
          FROM generate_series(1, %d) i"""
              .formatted(EARLIER_ORDERS));
      statement.execute("VACUUM ANALYZE stock, reservation");
    }
  }

  /** What a single number says of the tables. */
  static long ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  /** One client's connection, with its statements prepared. */
  static final class Client implements AutoCloseable {

    private final Connection connection;
    private final Way way;
    private final List<PreparedStatement> prepared = new ArrayList<>();
    private final PreparedStatement call;
    private final PreparedStatement known;
    private final PreparedStatement lock;
    private final PreparedStatement take;
    private final PreparedStatement note;

    /** The connection ends with the client. */
    Client(Connection connection, Way way) throws SQLException {
      this.connection = connection;
      this.way = way;
      connection.setAutoCommit(way == Way.FUNCTION);
      call = prepare("SELECT reserve(?, ?, ?, ?)");
      known = prepare("SELECT warehouse FROM reservation WHERE order_id = ? LIMIT 1");
      lock =
          prepare(
              "SELECT sku, on_hand - reserved FROM stock WHERE sku = ANY (?) AND warehouse = ?"
                  + " ORDER BY sku FOR UPDATE");
      take = prepare("UPDATE stock SET reserved = reserved + ? WHERE sku = ? AND warehouse = ?");
      note =
          prepare("INSERT INTO reservation (order_id, sku, warehouse, units) VALUES (?, ?, ?, ?)");
    }

    /**
     * The warehouse that has all of it reserved; null where none has all. Each is a transaction of
     * its own: nobody waits in one warehouse while it holds goods of another.
     */
    @Nullable String reserve(Wanted wanted) throws SQLException {
      for (String warehouse : wanted.warehouses()) {
        String chosen = reserve(wanted, warehouse);
        if (chosen != null) {
          return chosen;
        }
      }
      return null;
    }

    private @Nullable String reserve(Wanted wanted, String warehouse) throws SQLException {
      while (true) {
        try {
          return way == Way.FUNCTION ? call(wanted, warehouse) : transaction(wanted, warehouse);
        } catch (SQLException failed) {
          if (way == Way.TRANSACTION) {
            connection.rollback();
          }
          if (!TRY_AGAIN.contains(failed.getSQLState())) {
            throw failed;
          }
        }
      }
    }

    private @Nullable String call(Wanted wanted, String warehouse) throws SQLException {
      call.setString(1, wanted.order());
      call.setString(2, warehouse);
      call.setArray(3, texts(wanted.skus()));
      call.setArray(4, connection.createArrayOf("int4", wanted.units().toArray()));
      return only(call);
    }

    private @Nullable String transaction(Wanted wanted, String warehouse) throws SQLException {
      known.setString(1, wanted.order());
      String chosen = only(known);
      if (chosen == null && hasAll(wanted, warehouse)) {
        take(wanted, warehouse);
        chosen = warehouse;
      }
      connection.commit();
      return chosen;
    }

    private boolean hasAll(Wanted wanted, String warehouse) throws SQLException {
      lock.setArray(1, texts(wanted.skus()));
      lock.setString(2, warehouse);
      int enough = 0;
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          int place = wanted.skus().indexOf(rows.getString(1));
          enough += rows.getInt(2) >= wanted.units().get(place) ? 1 : 0;
        }
      }
      return enough == wanted.skus().size();
    }

    private void take(Wanted wanted, String warehouse) throws SQLException {
      for (int i = 0; i < wanted.skus().size(); i++) {
        take.setInt(1, wanted.units().get(i));
        take.setString(2, wanted.skus().get(i));
        take.setString(3, warehouse);
        take.addBatch();
        note.setString(1, wanted.order());
        note.setString(2, wanted.skus().get(i));
        note.setString(3, warehouse);
        note.setInt(4, wanted.units().get(i));
        note.addBatch();
      }
      take.executeBatch();
      note.executeBatch();
    }

    private Array texts(List<String> texts) throws SQLException {
      return connection.createArrayOf("text", texts.toArray());
    }

    private static @Nullable String only(PreparedStatement query) throws SQLException {
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      prepared.add(statement);
      return statement;
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement statement : prepared) {
        statement.close();
      }
      connection.close();
    }
  }

  private PostgresStock() {}
}
