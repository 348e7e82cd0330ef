package io.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.JobConfig;
import io.penstock.JobOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that are shipped in {@code conf}: each exists, can be read, and says why. */
class ProfilesTest {

  private static final Path CONF = Path.of("conf");
  private static final String KAFKA = "kafka.properties.";

  static Stream<Path> files() throws IOException {
    try (Stream<Path> profiles = Files.list(CONF.resolve("profiles"))) {
      return Stream.concat(
          Stream.of(CONF.resolve("penstock.properties")), profiles.sorted().toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySettingIsKnownAndItsValueCanBeRead(Path file) throws Exception {
    Map<String, String> settings = JobConfig.read(file.toString());
    Map<String, ConfigOption<?>> known = known();
    Configuration all = Configuration.fromMap(settings);
    Properties kafka = new Properties();
    for (String key : settings.keySet()) {
      if (key.startsWith(KAFKA)) {
        kafka.put(key.substring(KAFKA.length()), settings.get(key));
      } else {
        assertThat(known).containsKey(key);
        all.get(known.get(key));
      }
    }
    assertThat(kafka.stringPropertyNames()).isSubsetOf(ofKafka());
    kafka.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    kafka.put("key.deserializer", Object.class);
    kafka.put("value.deserializer", Object.class);
    kafka.put("key.serializer", Object.class);
    kafka.put("value.serializer", Object.class);
    assertThat(new ConsumerConfig(kafka).values()).isNotEmpty();
    assertThat(new ProducerConfig(kafka).values()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySettingHasItsReasonAboveIt(Path file) throws Exception {
    String before = "";
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        boolean goesOn =
            before.contains("=") && !before.startsWith("#") && areOfOneReason(before, line);
        assertThat(before.startsWith("#") || goesOn).as(line).isTrue();
      }
      before = line;
    }
  }

  /** The least and the most of something, or how much is waited for and how long. */
  private static boolean areOfOneReason(String one, String other) {
    return one.substring(0, one.lastIndexOf('.', one.indexOf('=')))
            .equals(other.substring(0, other.lastIndexOf('.', other.indexOf('='))))
        || (one.startsWith(KAFKA) && other.startsWith(KAFKA));
  }

  private static Set<String> ofKafka() {
    Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    return names;
  }

  private static Map<String, ConfigOption<?>> known() throws IllegalAccessException {
    Map<String, ConfigOption<?>> known = new HashMap<>();
    for (Class<?> options :
        List.of(
            JobOptions.class,
            CheckpointingOptions.class,
            ExecutionOptions.class,
            PipelineOptions.class,
            TaskManagerOptions.class)) {
      for (Field field : options.getFields()) {
        if (field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          known.put(option.key(), option);
        }
      }
    }
    return known;
  }
}
