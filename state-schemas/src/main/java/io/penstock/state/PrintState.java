package io.penstock.state;

import io.penstock.model.Reference;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that the print operator keeps in a savepoint, per warehouse and carrier. */
public final class PrintState {

  public static final String OPERATOR_UID = "print";

  /** What waits for the end of its wave, in the order of arrival. */
  public static ListStateDescriptor<AskedLabel> inbox() {
    return new ListStateDescriptor<>("inbox", TypeInformation.of(AskedLabel.class));
  }

  /** What is gathered in the window that is open. */
  public static ValueStateDescriptor<OpenBatch> open() {
    return new ValueStateDescriptor<>("open", TypeInformation.of(OpenBatch.class));
  }

  /** Warehouses, broadcast: {@code id@effectiveFrom}. */
  public static MapStateDescriptor<String, Reference> warehouses() {
    return new MapStateDescriptor<>(
        "warehouses", Types.STRING, TypeInformation.of(Reference.class));
  }

  private PrintState() {}
}
