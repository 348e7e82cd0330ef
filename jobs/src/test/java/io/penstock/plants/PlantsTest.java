package io.penstock.plants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.plants.Plant.StalePlantException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of bugs stays what the code is; {@code deploy/plant-bugs} plants them. */
class PlantsTest {

  private static final Plants PLANTS = new Plants(Path.of("..").toAbsolutePath().normalize());

  @Test
  void everyBugOfTheListCanBePlanted() throws Exception {
    List<Plant> all = PLANTS.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(28);
    assertThat(all).extracting(Plant::name).doesNotHaveDuplicates();
    for (Plant plant : all) {
      assertThat(plant.says()).as(plant.name()).endsWith(".");
      assertThat(plant.breaks()).as(plant.name()).isNotBlank();
      assertThat(plant.before()).as(plant.name()).isNotEqualTo(plant.after());
      assertThat(PLANTS.planted(plant)).as(plant.name()).isNotBlank();
      assertThat(PLANTS.test(plant.test())).as(plant.name()).startsWith("io.penstock.");
    }
  }

  @Test
  void whatStandsNowhereOrTwiceIsStale() {
    Plant plant = plant(List.of("two();", "three();"));

    assertThat(plant.into("  one();\n  two();\n    three();\n  four();\n"))
        .isEqualTo("  one();\nbug();\n  four();\n");
    assertThatThrownBy(() -> plant.into("two();\nfour();\nthree();\n"))
        .isInstanceOf(StalePlantException.class)
        .hasMessageContaining("a-bug: 0 places in Counter");
    assertThatThrownBy(() -> plant.into("two();\nthree();\ntwo();\nthree();\n"))
        .isInstanceOf(StalePlantException.class)
        .hasMessageContaining("a-bug: 2 places in Counter");
    assertThatThrownBy(() -> plant(List.of()).into("two();\n"))
        .isInstanceOf(StalePlantException.class);
  }

  private static Plant plant(List<String> before) {
    return new Plant(
        "a-bug", "It counts wrongly.", "counts", "Counter", "T", false, before, List.of("bug();"));
  }
}
