package io.penstock.deploy.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a Kafka installation is reached. */
final class KafkaOptions {

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A running Kafka broker, or several separated by commas.")
  @Nullable String kafka;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, for instance for TLS and SASL.")
  @Nullable Path kafkaConfig;

  @Option(
      names = "--prefix",
      defaultValue = "penstock.",
      description = "Stands before the name of every topic. Default: ${DEFAULT-VALUE}")
  String prefix = "";

  Map<String, String> properties() throws IOException {
    Map<String, String> all = new TreeMap<>();
    if (kafkaConfig != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
        file.load(reader);
      }
      file.stringPropertyNames().forEach(name -> all.put(name, file.getProperty(name)));
    }
    return all;
  }
}
