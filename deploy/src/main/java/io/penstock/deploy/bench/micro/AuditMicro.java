package io.penstock.deploy.bench.micro;

import io.penstock.audit.Backtest;
import io.penstock.model.AuditRequest;
import io.penstock.model.StockRequest;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An accepted version is judged by the sample rules, of which nothing was kept before. */
@State(Scope.Benchmark)
public class AuditMicro {

  private Backtest audit;
  private Cycle<AuditRequest> accepted;

  @Setup
  public void setUp() throws Exception {
    audit = new Backtest(Stages.published());
    accepted = new Cycle<>(Stages.accepted());
  }

  @Benchmark
  public @Nullable StockRequest audit() {
    return audit.asked(accepted.next());
  }
}
