package io.penstock.stock;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lives any number of random lives, on all cores, and says of each that breaks a promise how that
 * is seen first. Each life is as in {@link StockSimulationTest}, but with less of what is costly:
 * what is tried in few lives there is tried in some of many here.
 */
final class SimulateStock {

  /**
   * Every so many lives one is lived on the real operator, and then again with crashes and with its
   * topics mixed anew. The others are lived without Flink, which says the same and is much faster.
   */
  private static final int LIVES_PER_REPETITION = 100;

  /** After so many broken lives no further one begins: most of them show the same. */
  private static final int MOST_BROKEN = 20;

  private static final long PROGRESS_SECONDS = 60;

  private final long end;
  private final AtomicLong next;
  private final AtomicLong lives = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final Map<Long, Throwable> broken = new TreeMap<>();
  private final long begin = System.nanoTime();

  /**
   * @param from the seed of the first life
   * @param end of that after the last
   */
  private SimulateStock(long from, long end) {
    this.next = new AtomicLong(from);
    this.end = end;
  }

  /**
   * Lives them.
   *
   * @param args {@code --lives N} or {@code --steps N}, and {@code --from SEED}
   */
  public static void main(String[] args) throws Exception {
    Map<String, Long> options = new TreeMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], Long.parseLong(args[i + 1]));
    }
    long from = options.getOrDefault("--from", 1L);
    long wanted = options.getOrDefault("--steps", 1_000_000L);
    long lives = options.getOrDefault("--lives", (wanted + Life.STEPS - 1) / Life.STEPS);
    System.exit(new SimulateStock(from, from + lives).isKept() ? 0 : 1);
  }

  private boolean isKept() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(cores);
    for (int i = 0; i < cores; i++) {
      workers.execute(this::live);
    }
    workers.shutdown();
    while (!workers.awaitTermination(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
      tell();
    }
    tell();
    for (Map.Entry<Long, Throwable> life : broken.entrySet()) {
      System.out.println("the life of seed " + life.getKey() + " breaks a promise:");
      life.getValue().printStackTrace(System.out);
      System.out.println("again: deploy/prove lives --lives 1 --from " + life.getKey());
    }
    return broken.isEmpty();
  }

  private void live() {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      try {
        boolean all = seed % LIVES_PER_REPETITION == 1;
        live(new Life(seed, Life.Pace.SPARSE, all), all);
        lives.incrementAndGet();
      } catch (Exception | AssertionError e) {
        broken(seed, e);
      }
    }
  }

  private void live(Life life, boolean repeated) throws Exception {
    life.keepsEveryPromiseAndEndsEveryOrder();
    steps.addAndGet(Life.STEPS);
    if (repeated) {
      life.isTheSameWithCrashes();
      life.isTheSameHoweverTheTopicsAreInterleaved();
    }
  }

  private synchronized void broken(long seed, Throwable how) {
    broken.put(seed, how);
    String first = String.valueOf(how).lines().findFirst().orElse("");
    System.out.println("seed " + seed + " breaks a promise: " + first);
    if (broken.size() == MOST_BROKEN) {
      next.set(end);
    }
  }

  /** CPU seconds are those of the whole JVM, its start and its garbage collection included. */
  private void tell() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu =
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    System.out.printf(
        "%,d lives, %,d steps in %,.0f s (%,.0f steps a second)"
            + " and %,.0f CPU s (%,.0f steps a CPU second)%n",
        lives.get(), steps.get(), seconds, steps.get() / seconds, cpu, steps.get() / cpu);
  }
}
