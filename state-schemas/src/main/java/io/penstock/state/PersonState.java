package io.penstock.state;

import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.Reference;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that is kept in a savepoint of the people that orders name, and of the denylist. */
public final class PersonState {

  public static final String DENIALS_UID = "denials";

  public static final String OPERATOR_UID = "people";

  /** How long an order counts for or against its buyer, in event time. */
  public static final Duration REMEMBER_FOR = Duration.ofDays(30);

  /** The state backend counts by the clock, so it must not be the first to forget. */
  private static final Duration KEEP_FOR = REMEMBER_FOR.multipliedBy(2);

  /** The versions of one entry of the denylist, oldest first. By its id. */
  public static ValueStateDescriptor<List<Reference>> entry() {
    return new ValueStateDescriptor<>("entry", Types.LIST(TypeInformation.of(Reference.class)));
  }

  /** The orders that name the person. */
  public static ValueStateDescriptor<SeenOrders> seen() {
    ValueStateDescriptor<SeenOrders> descriptor =
        new ValueStateDescriptor<>("seen", TypeInformation.of(SeenOrders.class));
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(KEEP_FOR).cleanupInRocksdbCompactFilter(1000).build());
    return descriptor;
  }

  /** The entries of the denylist that name the person. */
  public static ListStateDescriptor<DenialVersions> denials() {
    return new ListStateDescriptor<>("denials", TypeInformation.of(DenialVersions.class));
  }

  /** What was heard and whose time has not come. */
  public static ListStateDescriptor<PersonInput> pending() {
    return new ListStateDescriptor<>("pending", TypeInformation.of(PersonInput.class));
  }

  private PersonState() {}
}
