package io.penstock.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Flink's own serializers take every record that travels or is kept: what Kryo wrote cannot be read
 * after the next change of a class.
 */
class NoKryoTest {

  private static final SerializerConfigImpl STRICT =
      new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

  private static final Instant SOME_TIME = Instant.parse("2026-11-10T16:00:23.912345678Z");

  /** Every record of this module, nested ones too: those of the streams and those of the state. */
  static Stream<Class<?>> records() throws IOException, URISyntaxException {
    Path classes = Path.of(Order.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> records = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString().replace('/', '.'))
          .filter(file -> file.startsWith("io.penstock.") && file.endsWith(".class"))
          .map(file -> load(file.substring(0, file.length() - ".class".length())))
          .filter(Class::isRecord)
          .forEach(records::add);
    }
    return records.stream();
  }

  /** Those of the streams: they have few conditions, so that made-up values fit them. */
  static Stream<Class<?>> streamed() throws IOException, URISyntaxException {
    return records().filter(type -> type.getPackage().equals(Order.class.getPackage()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordNeedsNoKryo(Class<?> type) {
    assertThat(serializer(type)).isInstanceOf(PojoSerializer.class);
  }

  @ParameterizedTest
  @MethodSource("streamed")
  void aFilledRecordComesBackAsItWas(Class<?> type) throws Exception {
    assertComesBack(type, record(type, true));
  }

  @ParameterizedTest
  @MethodSource("streamed")
  void aRecordWithoutItsOptionalPartsComesBackAsItWas(Class<?> type) throws Exception {
    assertComesBack(type, record(type, false));
  }

  @Test
  void allRecordsAreFound() throws Exception {
    assertThat(records()).contains(Order.class, Reference.Denial.class, OrderEvent.EventLine.class);
  }

  /** The day of a shop, kept as a {@code LocalDate}, is what people reach for first. */
  public record Day(LocalDate date) {}

  @Test
  void aRecordThatWouldNeedKryoIsNoticed() {
    assertThatThrownBy(() -> serializer(Day.class))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("generic type");
  }

  private static <T> void assertComesBack(Class<?> type, T value) throws IOException {
    @SuppressWarnings("unchecked") // the value was made as one of that type
    TypeSerializer<T> serializer = (TypeSerializer<T>) serializer(type);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);

    T back = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(back).usingRecursiveComparison().isEqualTo(value);
    assertThat(serializer.copy(value)).usingRecursiveComparison().isEqualTo(value);
  }

  private static TypeSerializer<?> serializer(Class<?> type) {
    return TypeInformation.of(type).createSerializer(STRICT);
  }

  private static Object record(Class<?> type, boolean filled) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      AnnotatedType declared = components[i].getAnnotatedType();
      boolean absent = !filled && declared.isAnnotationPresent(Nullable.class);
      values[i] = absent ? null : value(components[i].getGenericType(), filled);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new AssertionError(type + " refuses made-up values", refused.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  /** A sparse record is a deleted one, for reference data; so what is sparse is {@code true}. */
  private static Object value(Type type, boolean filled) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return filled ? List.of(value(of[0], true), value(of[0], true)) : List.of();
      }
      if (generic.getRawType() == Map.class) {
        return filled ? Map.of(value(of[0], true), value(of[1], true)) : Map.of();
      }
    }
    if (type == String.class) {
      return filled ? "text 文字" : "";
    } else if (type == int.class || type == Integer.class) {
      return filled ? 7 : 1;
    } else if (type == long.class || type == Long.class) {
      return filled ? (1L << 53) + 1 : 1L;
    } else if (type == boolean.class || type == Boolean.class) {
      return !filled;
    } else if (type == Instant.class) {
      return filled ? SOME_TIME : Instant.EPOCH;
    } else if (type == byte[].class) {
      return filled ? new byte[] {0, -1, 127} : new byte[0];
    } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
      Object[] constants = enumeration.getEnumConstants();
      return filled ? constants[constants.length - 1] : constants[0];
    } else if (type instanceof Class<?> nested && nested.isRecord()) {
      return record(nested, filled);
    }
    throw new AssertionError("no value is made up for " + type);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, NoKryoTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }
}
