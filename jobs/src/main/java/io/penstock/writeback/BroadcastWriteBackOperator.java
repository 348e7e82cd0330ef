package io.penstock.writeback;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs a keyed function with a broadcast side whose states are cached. */
public class BroadcastWriteBackOperator<K, IN1, IN2, OUT>
    extends CoBroadcastWithKeyedOperator<K, IN1, IN2, OUT> {

  private static final long serialVersionUID = 1;

  private final WritesBack cached;

  public <F extends KeyedBroadcastProcessFunction<K, IN1, IN2, OUT> & WritesBack>
      BroadcastWriteBackOperator(F function, List<MapStateDescriptor<?, ?>> broadcast) {
    super(function, broadcast);
    this.cached = function;
  }

  @Override
  public void open() throws Exception {
    super.open();
    cached.writeBack().runIn(this);
  }

  @Override
  public void processElement1(StreamRecord<IN1> element) throws Exception {
    super.processElement1(element);
    cached.writeBack().trim();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    cached.writeBack().trim();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    writeBack();
  }

  /** Writes all that has changed, so that the state itself can be read. */
  protected final void writeBack() throws Exception {
    cached.writeBack().flush();
  }
}
