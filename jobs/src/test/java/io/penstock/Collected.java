package io.penstock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink in this JVM. */
public final class Collected<T> implements Sink<T> {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Map<Integer, List<Object>> ALL = new ConcurrentHashMap<>();

  private final int id = NEXT.incrementAndGet();

  public Collected() {
    ALL.put(id, Collections.synchronizedList(new ArrayList<>()));
  }

  @SuppressWarnings("unchecked") // only T is ever added
  public List<T> values() {
    return (List<T>) List.copyOf(ALL.getOrDefault(id, List.of()));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    List<Object> values = ALL.getOrDefault(id, List.of());
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context ignored) {
        values.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
