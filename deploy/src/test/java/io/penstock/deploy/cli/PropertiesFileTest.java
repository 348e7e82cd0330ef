package io.penstock.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.JobOptions;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

/** The settings file says what the code says. */
class PropertiesFileTest {

  private static final Path FILE = Path.of("conf/penstock.properties");

  @Test
  void theFileListsEverySettingWithItsDescription() throws Exception {
    Map<String, String> documented = new LinkedHashMap<>();
    List<String> comment = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      if (line.isBlank()) {
        comment.clear();
      } else if (line.startsWith("# kafka.properties.") && line.contains(" = ")) {
        documented.put("kafka.properties", String.join(" ", comment));
      } else if (line.startsWith("#")) {
        comment.add(line.substring(1).strip());
      } else {
        documented.put(line.substring(0, line.indexOf('=')).strip(), String.join(" ", comment));
      }
    }

    assertThat(documented).containsExactlyInAnyOrderEntriesOf(options());
  }

  private static Map<String, String> options() throws IllegalAccessException {
    Map<String, String> options = new LinkedHashMap<>();
    for (Field field : JobOptions.class.getFields()) {
      if (field.get(null) instanceof ConfigOption<?> option) {
        options.put(option.key(), new HtmlFormatter().format(option.description()));
      }
    }
    assertThat(options).isNotEmpty();
    return options;
  }
}
