package io.penstock.day;

import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A record of a topic, or of one that was read already; or nothing but that it is so late. */
public record Timed(Instant at, @Nullable RawRecord raw, @Nullable ReceivedMessage message) {

  static Timed of(RawRecord raw, Instant at) {
    return new Timed(at, raw, null);
  }

  static Timed of(ReceivedMessage message, Instant at) {
    return new Timed(at, null, message);
  }

  /**
   * Topics whose event time is that of their records, to the last.
   *
   * @param end how far event time comes on every topic
   * @param crashes how often the job fails while orders come; each time after a checkpoint
   */
  record Source(StreamExecutionEnvironment env, Instant end, int crashes) {

    private static final Map<Integer, List<Timed>> TOPICS = new ConcurrentHashMap<>();
    private static final Set<String> CRASHED = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** So few orders come between two checkpoints where the job fails. */
    private static final int BETWEEN_CHECKPOINTS = 60;

    DataStream<RawRecord> records(String name, List<Timed> records) {
      return topic(name, records, RateLimiterStrategy.noOp())
          .filter(one -> one.raw() != null)
          .uid(name + "-present")
          .setParallelism(1)
          .map(one -> Objects.requireNonNull(one.raw()), TypeInformation.of(RawRecord.class))
          .uid(name)
          .setParallelism(1);
    }

    DataStream<ReceivedMessage> messages(String name, List<Timed> records) {
      RateLimiterStrategy<?> rate =
          crashes == 0
              ? RateLimiterStrategy.noOp()
              : RateLimiterStrategy.perCheckpoint(BETWEEN_CHECKPOINTS);
      return topic(name, records, rate)
          .map(new Failing(NEXT.incrementAndGet(), records.size(), crashes))
          .returns(TypeInformation.of(Timed.class))
          .uid(name + "-failing")
          .setParallelism(1)
          .filter(one -> one.message() != null)
          .uid(name + "-present")
          .setParallelism(1)
          .map(
              one -> Objects.requireNonNull(one.message()),
              TypeInformation.of(ReceivedMessage.class))
          .uid(name)
          .setParallelism(1);
    }

    private DataStream<Timed> topic(String name, List<Timed> records, RateLimiterStrategy<?> rate) {
      List<Timed> all = new ArrayList<>(records);
      all.add(new Timed(end, null, null));
      int id = NEXT.incrementAndGet();
      TOPICS.put(id, List.copyOf(all));
      GeneratorFunction<Long, Timed> read =
          index -> Objects.requireNonNull(TOPICS.get(id)).get(index.intValue());
      return env.fromSource(
              new DataGeneratorSource<>(read, all.size(), rate, TypeInformation.of(Timed.class)),
              WatermarkStrategy.<Timed>forGenerator(ignored -> new ToTheLast())
                  .withTimestampAssigner((one, ignored) -> one.at().toEpochMilli()),
              name)
          .uid(name + "-source")
          .setParallelism(1);
    }

    /** Fails at equal parts of the way, once at each. */
    private record Failing(int run, int records, int crashes) implements MapFunction<Timed, Timed> {

      private static final Map<Integer, AtomicInteger> SEEN = new ConcurrentHashMap<>();

      @Override
      public Timed map(Timed one) {
        int seen = SEEN.computeIfAbsent(run, unused -> new AtomicInteger()).incrementAndGet();
        for (int crash = 1; crash <= crashes; crash++) {
          if (seen > records * crash / (crashes + 1) && CRASHED.add(run + "/" + crash)) {
            throw new IllegalStateException("the test lets the job fail");
          }
        }
        return one;
      }
    }

    private static final class ToTheLast implements WatermarkGenerator<Timed> {

      @Override
      public void onEvent(Timed one, long timestamp, WatermarkOutput output) {
        output.emitWatermark(new Watermark(timestamp - 1));
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {}
    }
  }
}
