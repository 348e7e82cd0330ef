package io.penstock.state;

import io.penstock.model.Reference;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** What each stage that reads marketplaces keeps of the mappings that were published. */
public final class MappingState {

  /** The versions of each published mapping by marketplace, oldest first. Broadcast. */
  public static MapStateDescriptor<String, List<Reference>> mappings() {
    return new MapStateDescriptor<>(
        "mappings", Types.STRING, Types.LIST(TypeInformation.of(Reference.class)));
  }

  private MappingState() {}
}
