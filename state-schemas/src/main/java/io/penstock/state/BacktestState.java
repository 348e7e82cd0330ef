package io.penstock.state;

import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What a backtest keeps while it runs; it takes no savepoints. */
public final class BacktestState {

  /** Of an order, before the rules as they are. */
  public static ValueStateDescriptor<Trial> before() {
    return new ValueStateDescriptor<>("before", TypeInformation.of(Trial.class));
  }

  /** Of an order, before the changed rules. */
  public static ValueStateDescriptor<Trial> after() {
    return new ValueStateDescriptor<>("after", TypeInformation.of(Trial.class));
  }

  private BacktestState() {}
}
