package io.penstock.state;

import io.penstock.model.AuditRequest;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What a backtest keeps while it runs; it takes no savepoints. */
public final class BacktestState {

  /** All that reached the audit of an order. */
  public static ListStateDescriptor<AuditRequest> requests() {
    return new ListStateDescriptor<>("requests", TypeInformation.of(AuditRequest.class));
  }

  private BacktestState() {}
}
