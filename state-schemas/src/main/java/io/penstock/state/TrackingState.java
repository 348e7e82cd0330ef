package io.penstock.state;

import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** All that tracking keeps in a savepoint, per order. */
public final class TrackingState {

  public static final String OPERATOR_UID = "tracking";

  public static ValueStateDescriptor<TrackedOrder> tracked() {
    ValueStateDescriptor<TrackedOrder> descriptor =
        new ValueStateDescriptor<>("tracked", TypeInformation.of(TrackedOrder.class));
    // As long as intake: an order that intake still knows must not be numbered from 1 again.
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(IntakeState.RETENTION)
            .cleanupInRocksdbCompactFilter(1000)
            .build());
    return descriptor;
  }

  private TrackingState() {}
}
