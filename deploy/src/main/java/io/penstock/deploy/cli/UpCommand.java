package io.penstock.deploy.cli;

import io.penstock.deploy.load.SampleReference;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.LocalStack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts everything and stays until it is interrupted. */
@Command(
    name = "up",
    description =
        "Start Kafka, PostgreSQL, Flink and the jobs with sample reference data; stay until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Mixin StackOptions options = new StackOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Lifetime lifetime = new Lifetime()) {
      DataDirectory data = lifetime.own(DataDirectory.open(options.data));
      LocalStack stack =
          lifetime.own(
              new LocalStack(options.settings(data.path(), StackOptions.Ports.WELL_KNOWN)));
      stack.start();
      stack.publish(SampleReference.records());
      stack.submit(Jobs.ALL);
      printAddresses(stack, options.kafka.prefix, out);
      out.println("Ctrl-C stops it.");
      out.flush();
      lifetime.awaitEnd();
      return 0;
    }
  }

  static void printAddresses(LocalStack stack, String prefix, PrintWriter out) {
    out.println("Kafka       " + stack.brokers() + "  topics " + prefix + "*");
    out.println("PostgreSQL  " + stack.database().url() + "  user " + stack.database().user());
    out.println("Flink       " + stack.ui());
    out.flush();
  }
}
