package io.penstock.deploy.bench;

import io.penstock.JobConfig;
import io.penstock.deploy.stack.StackException;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.stock.StockFunction;
import io.penstock.writeback.BroadcastWriteBackOperator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.FileUtils;

/**
 * What it costs the stock stage alone to lock goods, as it is shipped, with a checkpoint every
 * second. One thread, no Kafka.
 */
public final class StockBench {

  private static final Duration WAVE = Duration.ofMillis(200);

  /**
   * What was measured of one spread of the goods.
   *
   * @param orders that were locked
   * @param cpuMicros CPU time of the process per order, from the first that was locked to the last
   * @param seconds for all of them
   * @param heapBytes that were in use after a collection, with everything locked
   * @param stateBytes of RocksDB on the disk, then
   */
  public record Row(
      int pools,
      int skus,
      int warehouses,
      int orders,
      double cpuMicros,
      double seconds,
      long heapBytes,
      long stateBytes) {}

  /** Where the stage keeps its state. */
  enum Backend {
    ROCKSDB("rocksdb"),
    HEAP("hashmap");

    private final String name;

    Backend(String name) {
      this.name = name;
    }
  }

  private final Path directory;

  /**
   * @param directory for RocksDB and checkpoints; what a run wrote is deleted after it
   */
  public StockBench(Path directory) {
    this.directory = directory;
  }

  /** Measures how so many orders are locked, on RocksDB. */
  public Row run(int pools, int skus, int warehouses, int orders)
      throws StackException, IOException {
    return run(new StockPlan(pools, skus, warehouses, orders, false), Backend.ROCKSDB);
  }

  /** Measures how the orders of a plan are locked. */
  Row run(StockPlan plan, Backend backend) throws StackException, IOException {
    Path work = Files.createTempDirectory(Files.createDirectories(directory), "stock-bench");
    Meter.start(plan.orders(), work);
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(1, settings(work, backend));
      assemble(env, plan);
      env.execute("stock-bench");
      return Meter.row(plan);
    } catch (Exception failed) {
      throw new StackException("the stock could not be measured: " + failed.getMessage(), failed);
    } finally {
      // What Flink still removes itself may be gone in the meantime.
      FileUtils.deleteDirectory(work.toFile());
    }
  }

  private static Configuration settings(Path work, Backend backend) {
    Configuration settings = JobConfig.of(Map.of()).flink();
    settings.set(StateBackendOptions.STATE_BACKEND, backend.name);
    settings.set(CoreOptions.TMP_DIRS, work.toAbsolutePath().toString());
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, work.resolve("checkpoints").toUri().toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    // What a restart does twice is counted twice: the reason is worth more than the count.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY,
        RestartStrategyOptions.RestartStrategyType.NO_RESTART_STRATEGY.getMainValue());
    return settings;
  }

  private static void assemble(StreamExecutionEnvironment env, StockPlan plan) {
    DataStream<Reference> network =
        env.fromData(TypeInformation.of(Reference.class), plan.network().toArray(Reference[]::new));
    env.fromSequence(0, plan.inputs() - 1)
        .map(plan, TypeInformation.of(StockInput.class))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<StockInput>forGenerator(context -> new EndOfWave())
                .withTimestampAssigner((input, before) -> input.at().toEpochMilli()))
        .keyBy(StockInput::pool, Types.STRING)
        .connect(network.broadcast())
        .transform(
            "Stock",
            TypeInformation.of(OrderEvent.class),
            new BroadcastWriteBackOperator<>(
                new StockFunction(WAVE), List.of(StockState.network())))
        .map(new Meter(), TypeInformation.of(OrderEvent.class))
        .sinkTo(new DiscardingSink<>());
  }

  /** Waves end when the first input of the next one is seen, and not some time later. */
  private static final class EndOfWave implements WatermarkGenerator<StockInput> {

    private long wave = Long.MIN_VALUE;

    @Override
    public void onEvent(StockInput input, long at, WatermarkOutput output) {
      long current = Math.floorDiv(at, WAVE.toMillis());
      if (current > wave) {
        wave = current;
        output.emitWatermark(new Watermark(current * WAVE.toMillis() - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      // Time is in the inputs alone.
    }
  }

  /**
   * Looks at clock and memory when the first order is locked, and the last. There is one a time.
   */
  private static final class Meter implements MapFunction<OrderEvent, OrderEvent> {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static volatile int orders;
    private static volatile Path work = Path.of("");
    private static volatile int locked;
    private static volatile long cpu;
    private static volatile long nanos;
    private static volatile long heapBytes;
    private static volatile long stateBytes;

    static void start(int toLock, Path directory) {
      orders = toLock;
      work = directory;
      locked = 0;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one task writes, and whoever waits for it reads
    public OrderEvent map(OrderEvent event) throws IOException {
      if (event.type() == OrderEvent.Type.ALLOCATED) {
        locked++;
        if (locked == 1) {
          cpu = -PROCESS.getProcessCpuTime();
          nanos = -System.nanoTime();
        }
        if (locked == orders) {
          cpu += PROCESS.getProcessCpuTime();
          nanos += System.nanoTime();
          System.gc(); // Else garbage would count as memory that is needed.
          heapBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
          stateBytes = bytes(work);
        }
      }
      return event;
    }

    static Row row(StockPlan plan) {
      if (locked != orders) {
        throw new IllegalStateException(locked + " of " + orders + " orders were locked");
      }
      return new Row(
          plan.pools(),
          plan.skus(),
          plan.warehouses(),
          orders,
          cpu / 1e3 / orders,
          nanos / 1e9,
          heapBytes,
          stateBytes);
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(StockBench::size)
          .sum();
    }
  }

  /** RocksDB may delete a file while we look. */
  private static long size(Path file) {
    return file.toFile().length();
  }
}
