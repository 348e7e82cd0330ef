package io.penstock.state;

import java.time.Duration;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Rows of one type that are kept by name. */
public final class RowKind<V> {

  private final String name;
  private final TypeInformation<V> type;
  private final @Nullable Duration retention;

  private RowKind(String name, Class<V> type, @Nullable Duration retention) {
    this.name = name;
    // Once: to look at a class takes longer than to make a descriptor.
    this.type = TypeInformation.of(type);
    this.retention = retention;
  }

  /**
   * Rows that are kept until they are removed.
   *
   * @param name of the state: a part of the storage format
   */
  static <V> RowKind<V> of(String name, Class<V> type) {
    return new RowKind<>(name, type, null);
  }

  /** Rows that are forgotten so long after they were written last. */
  static <V> RowKind<V> of(String name, Class<V> type, Duration retention) {
    return new RowKind<>(name, type, retention);
  }

  public String name() {
    return name;
  }

  public MapStateDescriptor<String, V> descriptor() {
    MapStateDescriptor<String, V> descriptor = new MapStateDescriptor<>(name, Types.STRING, type);
    if (retention != null) {
      descriptor.enableTimeToLive(
          StateTtlConfig.newBuilder(retention).cleanupInRocksdbCompactFilter(1000).build());
    }
    return descriptor;
  }
}
