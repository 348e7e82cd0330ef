package io.penstock.deploy.stack;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of a database up to what this release writes. */
public final class Migrations {

  /** Runs what has not run there yet. */
  public static void run(String url, String user, String password) throws StackException {
    try {
      Flyway.configure()
          .dataSource(url, user, password)
          .locations("classpath:db/migration")
          // Named, because the default depends on the role: its own schema, once that exists.
          .defaultSchema("penstock")
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayException failed) {
      String message = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
      throw new StackException("the tables at " + url + " cannot be migrated: " + message, failed);
    }
  }

  private Migrations() {}
}
