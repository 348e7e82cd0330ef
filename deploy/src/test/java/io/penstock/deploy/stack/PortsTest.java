package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aBusyPortIsNamedWithWhoWantedIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> Ports.claim("PostgreSQL", taken.getLocalPort()))
          .withMessageContaining("port " + taken.getLocalPort() + " for PostgreSQL is in use");
    }
  }

  @Test
  void aPortThatEverybodyListensOnIsBusyToo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> Ports.claim("Kafka", taken.getLocalPort()));
    }
  }

  @Test
  void zeroTakesAFreePort() throws Exception {
    assertThat(Ports.claim("Kafka", 0)).isPositive();
  }

  @Test
  void aNumberThatIsNoPortIsRefused() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Ports.claim("Kafka", 70_000))
        .withMessageContaining("cannot be used");
  }
}
