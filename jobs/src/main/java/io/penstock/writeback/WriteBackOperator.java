package io.penstock.writeback;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs a keyed function whose states are cached. */
public final class WriteBackOperator<K, IN, OUT> extends KeyedProcessOperator<K, IN, OUT> {

  private static final long serialVersionUID = 1;

  private final WritesBack cached;
  private final boolean bounded;

  public <F extends KeyedProcessFunction<K, IN, OUT> & WritesBack> WriteBackOperator(F function) {
    this(function, false);
  }

  /**
   * Runs the function.
   *
   * @param bounded whether it runs in batch mode, which gives it one key after the other and takes
   *     any other key for the end of the one before: then nothing is ever written back
   */
  public <F extends KeyedProcessFunction<K, IN, OUT> & WritesBack> WriteBackOperator(
      F function, boolean bounded) {
    super(function);
    this.cached = function;
    this.bounded = bounded;
  }

  @Override
  public void open() throws Exception {
    super.open();
    cached.writeBack().runIn(this);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    super.processElement(element);
    if (bounded) {
      cached.writeBack().forgetOthers();
    } else {
      cached.writeBack().trim();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    if (!bounded) {
      cached.writeBack().trim();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    cached.writeBack().flush();
  }
}
