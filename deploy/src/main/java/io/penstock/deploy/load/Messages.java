package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.connectors.Json;
import io.penstock.deploy.load.PlannedOrder.Damage;
import io.penstock.deploy.load.PlannedOrder.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Plays a day: plans an order when its slot comes, and writes each message when it is due. */
final class Messages implements Iterator<Message> {

  private static final int TYPICAL_BYTES = 4096;

  /** A step that has been planned, and is not due yet. */
  private record Due(PlannedOrder order, int ordinal) {

    Step step() {
      return order.steps().get(ordinal);
    }

    long slot() {
      return step().slot();
    }
  }

  private static final Comparator<Due> IN_TURN =
      Comparator.comparingLong(Due::slot)
          .thenComparingLong(due -> due.order().index())
          .thenComparingInt(Due::ordinal);

  private final OrderPlanner planner;
  private final int orders;
  private final PriorityQueue<Due> waiting = new PriorityQueue<>(IN_TURN);
  private int planned;

  Messages(PeakDay day) {
    this.planner = new OrderPlanner(day);
    this.orders = day.orders();
  }

  @Override
  public boolean hasNext() {
    return planned < orders || !waiting.isEmpty();
  }

  @Override
  public Message next() {
    while (planned < orders && (waiting.isEmpty() || waiting.element().slot() >= planned)) {
      PlannedOrder order = planner.plan(planned++);
      for (int ordinal = 0; ordinal < order.steps().size(); ordinal++) {
        waiting.add(new Due(order, ordinal));
      }
    }
    Due due = waiting.poll();
    if (due == null) {
      throw new NoSuchElementException();
    }
    return message(due.order(), due.step());
  }

  private static Message message(PlannedOrder order, Step step) {
    boolean foreign = step.damage() == Damage.UNKNOWN_MARKETPLACE;
    return new Message(
        step.slot(),
        order.index(),
        step.damage() == Damage.NONE,
        foreign ? "nowhere" : order.shop().marketplace(),
        order.shop().shop(),
        payload(order, step));
  }

  private static byte[] payload(PlannedOrder order, Step step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = Json.mapper().getFactory().createGenerator(bytes)) {
      order.market().dialect().write(json, order, step.version());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] whole = bytes.toByteArray();
    return step.damage() == Damage.CUT_SHORT ? Arrays.copyOf(whole, whole.length * 2 / 3) : whole;
  }
}
