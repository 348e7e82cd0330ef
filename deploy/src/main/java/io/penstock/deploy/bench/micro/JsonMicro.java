package io.penstock.deploy.bench.micro;

import io.penstock.connectors.Json;
import io.penstock.model.OrderEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event of an order is written as the topic has it. */
@State(Scope.Benchmark)
public class JsonMicro {

  private Cycle<OrderEvent> events;

  @Setup
  public void setUp() throws Exception {
    events = new Cycle<>(Stages.events());
  }

  @Benchmark
  public byte[] json() {
    return Json.write(events.next());
  }
}
