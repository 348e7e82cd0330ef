package io.penstock.deploy.bench.path;

import io.penstock.deploy.stack.LocalKafka;
import java.nio.file.Path;

/** A Kafka broker alone in its process. */
final class BrokerMain {

  /**
   * Runs it.
   *
   * @param args the directory of its data
   */
  public static void main(String[] args) throws Exception {
    try (LocalKafka kafka = LocalKafka.start(Path.of(args[0]), 0)) {
      Served.untilEnd(kafka.brokers());
    }
    System.exit(0);
  }

  private BrokerMain() {}
}
