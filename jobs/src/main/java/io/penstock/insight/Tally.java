package io.penstock.insight;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up changes where they are, and hands on one for each key with every step of event time: a
 * marketplace's whole peak would otherwise meet in one key.
 *
 * <p>It keeps nothing over a checkpoint: what is counted goes on ahead of the barrier.
 */
final class Tally<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {

  private final KeySelector<T, Object> key;
  private final ReduceFunction<T> plus;
  private final Map<Object, T> counts = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;

  Tally(KeySelector<T, Object> key, ReduceFunction<T> plus) {
    this.key = key;
    this.plus = plus;
  }

  @Override
  public void processElement(StreamRecord<T> change) throws Exception {
    Object of = key.getKey(change.getValue());
    T before = counts.get(of);
    counts.put(of, before == null ? change.getValue() : plus.reduce(before, change.getValue()));
    newest = Math.max(newest, change.getTimestamp());
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    handOn();
    super.processWatermark(watermark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    handOn();
  }

  @Override
  public void finish() {
    handOn();
  }

  private void handOn() {
    for (T count : counts.values()) {
      output.collect(new StreamRecord<>(count, newest));
    }
    counts.clear();
  }
}
