package io.penstock.deploy.bench.micro;

import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.ReceivedMessage;
import io.penstock.state.StockInput;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What crosses Flink's exchanges, and lies in RocksDB, becomes bytes and comes back. */
@State(Scope.Benchmark)
public class WireMicro {

  @Param({"ReceivedMessage", "AuditRequest", "StockInput", "OrderEvent"})
  String type = "";

  private Wire<?> wire;

  @Setup
  public void setUp() throws Exception {
    wire = wire(type);
  }

  private static Wire<?> wire(String type) throws Exception {
    return switch (type) {
      case "ReceivedMessage" -> Wire.of(ReceivedMessage.class, messages());
      case "AuditRequest" -> Wire.of(AuditRequest.class, Stages.accepted());
      case "StockInput" -> Wire.of(StockInput.class, Stages.passed());
      case "OrderEvent" -> Wire.of(OrderEvent.class, Stages.events());
      default -> throw new IllegalArgumentException("nothing is made of " + type);
    };
  }

  private static List<ReceivedMessage> messages() throws Exception {
    return Stages.received().stream().map(ReceivedMessage::of).toList();
  }

  /** The number of bytes, in a buffer that is used again and again. */
  @Benchmark
  public int serialise() throws IOException {
    return wire.serialise();
  }

  @Benchmark
  public Object deserialise() throws IOException {
    return wire.deserialise();
  }
}
