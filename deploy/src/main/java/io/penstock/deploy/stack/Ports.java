package io.penstock.deploy.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address, the only one that our servers listen on. */
final class Ports {

  static final String LOOPBACK = "127.0.0.1";

  /**
   * A port that can be listened on now.
   *
   * @param server for whom, in the message when it is in use
   * @param port 0 takes any free one
   */
  static int claim(String server, int port) throws StackException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return probe.getLocalPort();
    } catch (BindException busy) {
      throw new StackException(
          "port " + port + " for " + server + " is in use: choose another, or 0 for a free one",
          busy);
    } catch (IOException | IllegalArgumentException unusable) {
      throw new StackException(
          "port " + port + " for " + server + " cannot be used: " + unusable.getMessage(),
          unusable);
    }
  }

  private Ports() {}
}
