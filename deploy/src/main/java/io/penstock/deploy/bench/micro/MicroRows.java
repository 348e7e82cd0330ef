package io.penstock.deploy.bench.micro;

import io.penstock.deploy.bench.Goal;
import io.penstock.deploy.bench.Measured;
import io.penstock.deploy.bench.Measurement;
import io.penstock.deploy.bench.Spread;
import io.penstock.deploy.bench.micro.Jmh.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;

/** Each step of an order's way beside the parse of its JSON: time and bytes for one operation. */
public final class MicroRows implements Measurement {

  /**
   * A row, or one for each value of the benchmark's parameter.
   *
   * @param method of the benchmark
   * @param name before the value of the parameter
   * @param what the time is for
   */
  private record Step(String method, String name, String what) {}

  private static final String TREE = "tree";

  private static final String SERIALIZER =
      " by the serializer of Flink's exchanges and of the state";

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "normalise", "normalise", "from a raw record to canonical orders, hash included"),
          new Step("audit", "audit", "to judge an accepted version by the sample rules"),
          new Step(
              "lock",
              "lock",
              "for an order, one of %d in a wave, to have its goods locked on rows in the heap, and"
                      .formatted(StockMicro.ORDERS)
                  + " for what is told of that"),
          new Step("serialise", "serialise", "to write one" + SERIALIZER),
          new Step("deserialise", "deserialise", "to read one" + SERIALIZER),
          new Step("json", "OrderEvent as JSON", "to write one as order-events has it"));

  private static final String SETTING =
      ", beside that to parse a raw record to Jackson's tree; the orders of the demo, one thread; by"
          + " JMH, not in turns but one after another, ";

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public List<Measured> measure(Effort effort) throws RunnerException {
    effort.progress().accept("JMH measures single steps");
    Map<String, Cost> costs = Jmh.run(effort);
    String setting = SETTING + (effort.quick() ? "all in one JVM" : "each in a JVM of its own");
    List<Measured> rows = new ArrayList<>();
    for (Step step : STEPS) {
      costs.forEach(
          (name, cost) -> {
            if (name.equals(step.method()) || name.startsWith(step.method() + " ")) {
              String param = name.substring(step.method().length());
              Goal goal =
                  Goal.told(
                      step.name() + param + " / parse to a tree", "time " + step.what() + setting);
              String parsed = costs.containsKey(TREE + param) ? param : " " + ReadMicro.ALL;
              Cost tree = Objects.requireNonNull(costs.get(TREE + parsed));
              rows.add(row(goal, step.name() + param, cost, "parse" + parsed + " to a tree", tree));
            }
          });
    }
    return rows;
  }

  private static Measured row(Goal goal, String name, Cost cost, String treeName, Cost tree) {
    Measured ratio =
        Measured.ratio(goal, name + ", ns", cost.nanos(), treeName + ", ns", tree.nanos());
    Map<String, Spread> parts = new LinkedHashMap<>(ratio.parts());
    parts.put(name + ", bytes allocated", Spread.of(cost.bytes()));
    parts.put(treeName + ", bytes allocated", Spread.of(tree.bytes()));
    return new Measured(goal, ratio.ratio(), parts);
  }
}
