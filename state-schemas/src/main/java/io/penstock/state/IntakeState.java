package io.penstock.state;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** All that intake keeps in a savepoint. */
public final class IntakeState {

  public static final String OPERATOR_UID = "intake";

  public static final String NORMALISE_UID = "normalise";

  /**
   * Longer than any marketplace pushes a message again or lists an old order (three months), or an
   * old redelivery would become a new order.
   */
  public static final Duration RETENTION = Duration.ofDays(120);

  public static ValueStateDescriptor<KeptVersion> kept() {
    ValueStateDescriptor<KeptVersion> descriptor =
        new ValueStateDescriptor<>("kept", TypeInformation.of(KeptVersion.class));
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(RETENTION).cleanupInRocksdbCompactFilter(1000).build());
    return descriptor;
  }

  private IntakeState() {}
}
