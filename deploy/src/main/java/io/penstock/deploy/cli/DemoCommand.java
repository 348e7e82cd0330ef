package io.penstock.deploy.cli;

import io.penstock.connectors.Json;
import io.penstock.deploy.load.LoadDriver;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.load.SampleReference;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.LocalStack;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, plays a peak day and says what came of it. */
@Command(
    name = "demo",
    description =
        "Start everything, play a peak day of native orders, and sum up what came of it. The last"
            + " line is JSON; the exit code is 1 where anything is lost, double or oversold.")
final class DemoCommand implements Callable<Integer> {

  @Mixin StackOptions options = new StackOptions();
  @Mixin LoadOptions load = new LoadOptions();

  @Option(
      names = "--exit",
      description = "End after the summary. Without it the stack stays until Ctrl-C.")
  boolean exit;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Speed is measured after that many records of the day, once they are answered: a JVM takes"
              + " a minute or two to reach its speed. Default: ${DEFAULT-VALUE}")
  int warmUp;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long nothing may move before the run is given up. Default: ${DEFAULT-VALUE}")
  int patience;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PeakDay day = load.day();
    PrintWriter out = spec.commandLine().getOut();
    try (Lifetime lifetime = new Lifetime()) {
      DataDirectory data = lifetime.own(DataDirectory.open(options.data));
      LocalStack stack =
          lifetime.own(new LocalStack(options.settings(data.path(), StackOptions.Ports.FREE)));
      stack.start();
      stack.publish(SampleReference.records());
      stack.submit(Jobs.ALL);
      UpCommand.printAddresses(stack, options.kafka.prefix, out);
      Summary summary = play(stack, day, lifetime, out);
      if (summary == null) {
        return Penstock.FAILED;
      }
      print(summary, out);
      if (!exit) {
        spec.commandLine().getErr().println("The stack stays up until Ctrl-C.");
        lifetime.awaitEnd();
      }
      return summary.sound() ? 0 : Penstock.FAILED;
    }
  }

  /** Plays the day to its end; null where the process was asked to end before. */
  private @Nullable Summary play(LocalStack stack, PeakDay day, Lifetime lifetime, PrintWriter out)
      throws Exception {
    Map<String, String> properties = options.kafka.properties();
    String prefix = options.kafka.prefix;
    AtomicLong sent = new AtomicLong();
    try (Observer observer =
            Observer.start(stack.brokers(), prefix, properties, Clock.systemUTC());
        PlayedWarehouses warehouses = PlayedWarehouses.start(stack.brokers(), prefix, properties)) {
      CompletableFuture<LoadReport> driver =
          CompletableFuture.supplyAsync(
              () ->
                  new LoadDriver(stack.brokers(), prefix, properties)
                      .run(
                          day,
                          load.rate,
                          sent::set,
                          new LoadDriver.Interlude(
                              warmUp == 0 ? -1 : warmUp,
                              () -> WarmUp.await(warmUp, observer, patience))),
              task -> daemon(task, "load").start());
      Drain drain =
          new Drain(
              stack,
              observer,
              new KafkaTopics(stack.brokers(), properties),
              prefix,
              patience,
              ProgressLine.on(out),
              spec.commandLine().getErr());
      return drain.await(driver, sent, warehouses, lifetime);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void print(Summary sum, PrintWriter out) {
    out.println();
    out.printf(
        "raw records   %,10d = %,d accepted + %,d redelivered + %,d stale + %,d asked for + %,d dead"
            + " letters%n",
        sum.rawRecords(),
        sum.accepted(),
        sum.redelivered(),
        sum.stale(),
        sum.askedFor(),
        sum.deadLetters());
    out.printf(
        "accepted      %,10d = %,d passed + %,d held + %,d waiting + %,d rejected"
            + " + %,d already shipped + %,d cancelled%n",
        sum.accepted(),
        sum.passed(),
        sum.held(),
        sum.waiting(),
        sum.rejected(),
        sum.alreadyShipped(),
        sum.cancelled());
    out.printf(
        "stock         %,10d allocations, %,d backorders, %,d cells oversold%n",
        sum.allocated(), sum.backordered(), sum.oversoldCells());
    out.printf(
        "deliveries    %,10d of %,d units, %,d shipped%n",
        sum.deliveries(), sum.units(), sum.shipped());
    if (sum.warmUp() > 0) {
      out.printf("warm-up       %,10d records, before speed was measured%n", sum.warmUp());
    }
    out.printf(
        "speed         %,10d orders, in %,d raw records, a minute over %.1f s; allocated after"
            + " %,d ms (p50), %,d ms (p99)%n",
        sum.ordersPerMinute(),
        sum.rawPerMinute(),
        sum.seconds(),
        sum.latencyP50Ms(),
        sum.latencyP99Ms());
    out.printf(
        "checks        counts %s, stock levels %s, tables %s%n",
        sum.countsAddUp() ? "add up" : "DO NOT ADD UP",
        sum.levelsAgree() ? "agree" : "DISAGREE",
        sum.tablesAgree() ? "agree" : "DISAGREE");
    out.println(new String(Json.write(sum), StandardCharsets.UTF_8));
    out.flush();
  }
}
