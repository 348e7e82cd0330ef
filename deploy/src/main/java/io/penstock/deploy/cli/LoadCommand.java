package io.penstock.deploy.cli;

import io.penstock.deploy.load.LoadDriver;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.PlayedWarehouses;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a peak day to a stack that runs already. */
@Command(
    name = "load",
    description =
        "Send a peak day of native orders to a running stack, and answer deliveries as the"
            + " warehouses would.")
final class LoadCommand implements Callable<Integer> {

  @Mixin KafkaOptions kafka = new KafkaOptions();
  @Mixin LoadOptions load = new LoadOptions();

  @Option(
      names = "--no-warehouses",
      description = "Only send orders; somebody else answers the deliveries.")
  boolean withoutWarehouses;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (kafka.kafka == null) {
      throw new ParameterException(spec.commandLine(), "--kafka must be given");
    }
    PeakDay day = load.day();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> properties = kafka.properties();
    try (Lifetime lifetime = new Lifetime()) {
      lifetime.own(DataDirectory.open(null));
      PlayedWarehouses warehouses =
          withoutWarehouses
              ? null
              : lifetime.own(PlayedWarehouses.start(kafka.kafka, kafka.prefix, properties));
      ProgressLine progress = ProgressLine.on(out);
      LoadReport report =
          new LoadDriver(kafka.kafka, kafka.prefix, properties)
              .run(
                  day,
                  load.rate,
                  sent -> progress.show("sent %,d records".formatted(sent), System.nanoTime()));
      progress.end();
      out.printf(
          "%,d records of %,d orders sent in %.1f s%n",
          report.records(), report.orders(), report.took().toMillis() / 1000.0);
      out.flush();
      if (warehouses != null) {
        awaitSilence(lifetime, warehouses, out);
      }
      return 0;
    }
  }

  /** The warehouses have done their work when they had nothing to say for a while. */
  private static void awaitSilence(Lifetime lifetime, PlayedWarehouses warehouses, PrintWriter out)
      throws InterruptedException {
    long before = -1;
    while (warehouses.answered() != before) {
      before = warehouses.answered();
      if (lifetime.isEndingWithin(Duration.ofSeconds(10))) {
        return;
      }
    }
    out.printf("%,d messages of warehouses sent%n", before);
    out.flush();
  }
}
