package io.penstock.stock;

import io.penstock.model.OrderEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Takes down what the operator says, door by door. The records themselves are kept, as they never
 * change; Flink's harness would copy each by way of a serializer that it makes for it.
 */
final class Listener implements Output<StreamRecord<OrderEvent>> {

  private List<OrderEvent> events = new ArrayList<>();
  private Map<OutputTag<?>, List<Object>> doors = new HashMap<>();

  /** What was said since this was asked last. */
  StockHarness.Said take() {
    StockHarness.Said said =
        new StockHarness.Said(
            events,
            door(StockFunction.DELIVERIES),
            door(StockFunction.LEVELS),
            door(StockFunction.MOVEMENTS),
            door(StockFunction.REFUSED),
            new ArrayList<>());
    events = new ArrayList<>();
    doors = new HashMap<>();
    return said;
  }

  @SuppressWarnings("unchecked") // only such records go through the door
  private <T> List<T> door(OutputTag<T> door) {
    return (List<T>) doors.getOrDefault(door, new ArrayList<>());
  }

  @Override
  public void collect(StreamRecord<OrderEvent> event) {
    events.add(event.getValue());
  }

  @Override
  public <X> void collect(OutputTag<X> door, StreamRecord<X> record) {
    doors.computeIfAbsent(door, none -> new ArrayList<>()).add(record.getValue());
  }

  @Override
  public void emitWatermark(Watermark mark) {}

  @Override
  public void emitWatermark(WatermarkEvent mark) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}
