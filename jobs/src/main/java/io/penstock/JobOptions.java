package io.penstock;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Every setting of our own. {@code deploy/conf/penstock.properties} lists the same ones. */
public final class JobOptions {

  public static final ConfigOption<String> KAFKA_BROKERS =
      ConfigOptions.key("kafka.brokers")
          .stringType()
          .noDefaultValue()
          .withDescription("The Kafka bootstrap servers, host:port separated by commas.");

  public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES =
      ConfigOptions.key("kafka.properties")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Further properties of all Kafka clients, for instance TLS and SASL: one line each,"
                  + " as kafka.properties.NAME. They override those that Penstock sets, but for what"
                  + " exactly-once rests on.");

  public static final ConfigOption<String> TOPIC_PREFIX =
      ConfigOptions.key("topics.prefix")
          .stringType()
          .defaultValue("penstock.")
          .withDescription("Stands before the name of every topic and every transaction.");

  public static final ConfigOption<String> MARKETPLACES =
      ConfigOptions.key("marketplaces.path")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A folder with marketplace folders in addition to those shipped. It is read where the"
                  + " job is submitted.");

  public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      ConfigOptions.key("time.out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("How much older than its predecessors in a partition a record may be.");

  public static final ConfigOption<Duration> QUIET_AFTER =
      ConfigOptions.key("time.quiet-after")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "A partition without records for this long no longer holds back time: it follows the"
                  + " clock.");

  public static final ConfigOption<Duration> STOCK_WAVE =
      ConfigOptions.key("stock.wave")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "Orders that arrive within one wave are served by priority, not by arrival. Longer"
                  + " waves are fairer and later.");

  public static final ConfigOption<Duration> TABLES_CHECKPOINTING =
      ConfigOptions.key("tables.checkpointing-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How often a job that mostly writes tables checkpoints: its rows are written every"
                  + " second anyway, and a replay of some seconds changes nothing in them. Where it"
                  + " is not set, execution.checkpointing.interval counts for such a job, too.");

  public static final ConfigOption<Integer> MAX_RECORD_BYTES =
      ConfigOptions.key("intake.max-record-bytes")
          .intType()
          .defaultValue(1 << 20)
          .withDescription("A raw record above this size becomes a dead letter unread.");

  public static final ConfigOption<String> POSTGRES_URL =
      ConfigOptions.key("postgres.url")
          .stringType()
          .noDefaultValue()
          .withDescription("The JDBC address of the tables: jdbc:postgresql://host:port/database.");

  public static final ConfigOption<String> POSTGRES_USER =
      ConfigOptions.key("postgres.user")
          .stringType()
          .defaultValue("penstock")
          .withDescription("The role that writes the tables.");

  public static final ConfigOption<String> POSTGRES_PASSWORD_FILE =
      ConfigOptions.key("postgres.password-file")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A file whose first line is the password. Without it the environment variable"
                  + " PENSTOCK_POSTGRES_PASSWORD is read.");

  private JobOptions() {}
}
