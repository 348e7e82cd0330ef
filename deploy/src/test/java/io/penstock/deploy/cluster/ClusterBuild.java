package io.penstock.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build makes for a cluster. The build names the places in system properties. */
public final class ClusterBuild {

  /** The one jar with all jobs. */
  public static Path jobJar() {
    return built("penstock.cluster.jar");
  }

  /** The jars of Flink's own processes. */
  public static Path flinkLib() {
    return built("penstock.cluster.lib");
  }

  /** The folder with Flink's {@code config.yaml}. */
  public static Path flinkConf() {
    return Path.of("conf", "flink").toAbsolutePath();
  }

  /** Refuses what an earlier build may have left, too. */
  private static Path built(String property) {
    assertThat(System.getProperty("penstock.cluster.skipped"))
        .as("this test needs the job jar of a cluster: build without -DskipClusterJar")
        .isEqualTo("false");
    String place = System.getProperty(property);
    assertThat(place).as(property + " is set by the build: run this test with Maven").isNotNull();
    Path path = Path.of(place).toAbsolutePath().normalize();
    assertThat(Files.exists(path))
        .as(path + " is made in the build's package phase: run mvn verify from the project's root")
        .isTrue();
    return path;
  }

  private ClusterBuild() {}
}
