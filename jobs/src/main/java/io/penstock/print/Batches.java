package io.penstock.print;

import io.penstock.model.PrintBatch;
import io.penstock.model.PrintBatch.Label;
import io.penstock.state.AskedLabel;
import io.penstock.state.OpenBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts the labels of one warehouse and carrier into batches. */
final class Batches {

  /** However the pools' records were interleaved. */
  private static final Comparator<AskedLabel> IN_ORDER =
      Comparator.comparing(AskedLabel::at)
          .thenComparing(AskedLabel::owner)
          .thenComparing(AskedLabel::deliveryId);

  private static final Comparator<AskedLabel> AS_PICKED =
      Comparator.comparing(AskedLabel::goods).thenComparing(IN_ORDER);

  /**
   * What is left open, and what is closed.
   *
   * @param open absent where the window is over
   */
  record Cut(@Nullable OpenBatch open, List<PrintBatch> closed) {}

  private final String warehouse;
  private final @Nullable String carrier;

  /**
   * @param carrier absent: the warehouse chooses
   */
  Batches(String warehouse, @Nullable String carrier) {
    this.warehouse = warehouse;
    this.carrier = carrier;
  }

  /**
   * What of a window is a batch now: as many as it may have, and all that is left when it is over.
   *
   * @param heard what was asked for since, and what is not needed any more
   * @param now before the end of the window, or its last millisecond
   */
  Cut cut(OpenBatch open, List<AskedLabel> heard, Instant now) {
    Set<String> cancelled = new HashSet<>();
    List<AskedLabel> labels = new ArrayList<>(open.labels());
    for (AskedLabel one : heard) {
      if (one.cancelled()) {
        cancelled.add(one.deliveryId());
      } else {
        labels.add(one);
      }
    }
    labels.removeIf(label -> cancelled.contains(label.deliveryId()));
    labels.sort(IN_ORDER);
    boolean over = !now.plusMillis(1).isBefore(open.until());
    List<PrintBatch> closed = new ArrayList<>();
    int first = 0;
    while (labels.size() - first >= open.most() || (over && first < labels.size())) {
      int end = Math.min(labels.size(), first + open.most());
      int number = open.batches() + closed.size() + 1;
      closed.add(batch(open, number, labels.subList(first, end), now));
      first = end;
    }
    List<AskedLabel> rest = List.copyOf(labels.subList(first, labels.size()));
    int batches = open.batches() + closed.size();
    return new Cut(
        over ? null : new OpenBatch(open.window(), open.until(), open.most(), batches, rest),
        closed);
  }

  private PrintBatch batch(OpenBatch open, int number, List<AskedLabel> asked, Instant now) {
    List<AskedLabel> sorted = new ArrayList<>(asked);
    sorted.sort(AS_PICKED);
    List<Label> labels = new ArrayList<>(sorted.size());
    for (AskedLabel one : sorted) {
      labels.add(
          new Label(
              labels.size() + 1,
              one.deliveryId(),
              one.owner(),
              one.service(),
              one.waybill(),
              one.consignee()));
    }
    String id = PrintBatch.key(warehouse, carrier) + "/" + open.window() + "/" + number;
    return new PrintBatch(id, warehouse, carrier, open.window(), number, now, labels);
  }
}
