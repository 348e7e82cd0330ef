package io.penstock.deploy.bench.micro;

import io.penstock.deploy.bench.Measurement.Effort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.runner.options.WarmupMode;

/**
 * Runs benchmarks: each in a JVM of its own that is like this one, or, as that takes some time for
 * each, all in this one.
 */
final class Jmh {

  /**
   * What an operation cost in each round.
   *
   * @param nanos of the clock, on one thread
   * @param bytes that were allocated, as JMH's profiler of the collector counts them
   */
  record Cost(List<Double> nanos, List<Double> bytes) {}

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * Runs all benchmarks of this package.
   *
   * @return what they cost, by the method and, after a space, the value of its parameter if any
   */
  static Map<String, Cost> run(Effort effort) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + Jmh.class.getPackageName().replace(".", "\\.") + "\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(effort.size(0, 1))
            // In one JVM the compiler works on for those that come first while others warm up.
            .warmupMode(effort.quick() ? WarmupMode.BULK : WarmupMode.INDI)
            .warmupIterations(effort.size(3, 10))
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(1 + effort.rounds())
            .measurementTime(TimeValue.milliseconds(effort.size(150, 500)))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      costs.put(name(result.getParams()), cost(result));
    }
    return costs;
  }

  private static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    StringBuilder name = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(params.getParam(key));
    }
    return name.toString();
  }

  private static Cost cost(RunResult result) {
    Cost cost = new Cost(new ArrayList<>(), new ArrayList<>());
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      // The first round may have allocated what the benchmark sets up.
      for (IterationResult round : fork.getIterationResults().stream().skip(1).toList()) {
        Result<?> allocated = round.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
          throw new IllegalStateException("this JVM does not count what is allocated");
        }
        cost.nanos().add(round.getPrimaryResult().getScore());
        cost.bytes().add(allocated.getScore());
      }
    }
    return cost;
  }

  private Jmh() {}
}
