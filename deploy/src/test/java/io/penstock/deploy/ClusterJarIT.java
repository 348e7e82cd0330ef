package io.penstock.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.FulfilmentJob;
import io.penstock.deploy.cluster.ClusterBuild;
import io.penstock.finance.FinanceJob;
import io.penstock.insight.InsightJob;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What lies in the jar that a cluster is given. */
class ClusterJarIT {

  private static final List<String> CONNECTORS =
      List.of(
          "org/apache/flink/connector/kafka/",
          "org/apache/flink/connector/jdbc/",
          "org/apache/flink/streaming/connectors/kafka/",
          // Two classes of the Kafka connector that kept an old address.
          "org/apache/flink/streaming/util/serialization/JSONKeyValue");

  private static ZipFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new ZipFile(ClusterBuild.jobJar().toFile());
    names =
        jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).sorted().toList();
  }

  @AfterAll
  static void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  @Test
  void itHoldsTheConnectorsButNothingThatTheClusterBrings() {
    for (String connector : CONNECTORS) {
      assertThat(names).anyMatch(name -> name.startsWith(connector));
    }
    assertThat(names)
        .filteredOn(name -> name.startsWith("org/apache/flink/"))
        .filteredOn(name -> CONNECTORS.stream().noneMatch(name::startsWith))
        .isEmpty();
    assertThat(names)
        .noneMatch(name -> name.startsWith("org/rocksdb/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("META-INF/services/org.slf4j."))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("ch/qos/logback/"));
  }

  @Test
  void whatSeveralLibrariesOfferAsAServiceIsAllThere() throws IOException {
    assertThat(services("java.sql.Driver")).contains("org.postgresql.Driver");
    assertThat(services("org.apache.flink.connector.jdbc.core.database.JdbcFactory"))
        .contains("org.apache.flink.connector.jdbc.postgres.database.PostgresFactory");
    // Each of the two connectors has this file.
    assertThat(services("org.apache.flink.table.factories.Factory"))
        .contains("org.apache.flink.connector.jdbc.core.table.JdbcDynamicTableFactory")
        .contains("org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory");
  }

  @Test
  void itHoldsEveryJobAndNoSignatureOfSomethingElse() {
    for (Class<?> job : List.of(FulfilmentJob.class, FinanceJob.class, InsightJob.class)) {
      assertThat(names).contains(job.getName().replace('.', '/') + ".class");
    }
    assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
  }

  private static List<String> services(String type) throws IOException {
    ZipEntry file = jar.getEntry("META-INF/services/" + type);
    assertThat(file).as(type).isNotNull();
    try (InputStream in = jar.getInputStream(file)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
