package io.penstock.state;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** State that ends by itself. */
final class Retained {

  /**
   * @param retention after the last write. It is counted by the machine's clock: it frees storage
   *     and decides nothing, because it is longer than anything that could still come.
   */
  static <T> ValueStateDescriptor<T> value(String name, Class<T> type, Duration retention) {
    ValueStateDescriptor<T> state = new ValueStateDescriptor<>(name, TypeInformation.of(type));
    state.enableTimeToLive(StateTtlConfig.newBuilder(retention).build());
    return state;
  }

  private Retained() {}
}
