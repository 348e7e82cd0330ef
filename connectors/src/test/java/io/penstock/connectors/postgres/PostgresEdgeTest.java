package io.penstock.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresEdgeTest {

  @Test
  void thePasswordIsInNoText() {
    assertThat(new PostgresEdge("jdbc:postgresql://db/penstock", "writer", "hunter2"))
        .hasToString("PostgresEdge[jdbc:postgresql://db/penstock as writer]");
  }
}
