package io.penstock.deploy.bench.micro;

import io.penstock.JobConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Values of a type and their bytes, by the serializer that a job has for it. */
final class Wire<T> {

  private static final int TYPICAL_BYTES = 4096;

  private final TypeSerializer<T> serializer;
  private final DataOutputSerializer out = new DataOutputSerializer(TYPICAL_BYTES);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private final Cycle<T> values;
  private final Cycle<byte[]> written;

  private Wire(TypeSerializer<T> serializer, List<T> values) throws IOException {
    this.serializer = serializer;
    this.values = new Cycle<>(values);
    List<byte[]> all = new ArrayList<>();
    for (T value : values) {
      out.clear();
      serializer.serialize(value, out);
      all.add(out.getCopyOfBuffer());
    }
    this.written = new Cycle<>(all);
  }

  static <T> Wire<T> of(Class<T> type, List<T> values) throws IOException {
    SerializerConfigImpl settings = new SerializerConfigImpl(JobConfig.of(Map.of()).flink());
    return new Wire<>(TypeInformation.of(type).createSerializer(settings), values);
  }

  /** Writes the next value, and returns its number of bytes. */
  int serialise() throws IOException {
    out.clear();
    serializer.serialize(values.next(), out);
    return out.length();
  }

  /** Reads the next value. */
  T deserialise() throws IOException {
    in.setBuffer(written.next());
    return serializer.deserialize(in);
  }
}
