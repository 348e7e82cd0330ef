package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.Reference;
import io.penstock.model.WaybillRange;
import io.penstock.model.WaybillRange.Check;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of waybills that two carriers give to the pool of a {@link World}: few, and now and
 * then some more, of which some were given before. The third carrier gives none.
 */
final class Numbers {

  private static final int PLENTY = 5_000;

  private final Random dice;
  private final List<Reference> published = new ArrayList<>();
  private int next = 1;

  Numbers(long seed) {
    this.dice = new Random(~seed);
  }

  /** They hold all the time, so both carriers have numbers, or had some. */
  List<StockInput> first(Instant at) {
    return List.of(
        send(of("SF", null, 7, Instant.EPOCH), at),
        send(of("JD", null, 5, Instant.EPOCH), at),
        send(of("JD", "w1", 4, Instant.EPOCH), at));
  }

  /** Some more, once in a while. */
  @Nullable StockInput more(Instant at) {
    Reference old = published.get(dice.nextInt(published.size()));
    String warehouse = dice.nextInt(3) == 0 ? "w" + (1 + dice.nextInt(3)) : null;
    Instant from = at.plusMillis(dice.nextInt(3) * 300L);
    return switch (dice.nextInt(20)) {
      case 0, 1 -> send(of("SF", warehouse, 1 + dice.nextInt(6), from), at);
      case 2 -> send(of("JD", warehouse, 1 + dice.nextInt(6), from), at);
      case 3 -> StockSamples.published(old, at);
      case 4 -> send(again(old, from), at);
      case 5 ->
          published.indexOf(old) < 3
              ? null
              : StockSamples.published(
                  Reference.end(Reference.Type.WAYBILL_RANGE, old.id(), from), at);
      default -> null;
    };
  }

  List<StockInput> plenty(Instant at) {
    return List.of(
        send(of("SF", null, PLENTY, Instant.EPOCH), at),
        send(of("JD", null, PLENTY, Instant.EPOCH), at));
  }

  private StockInput send(Reference reference, Instant at) {
    published.add(reference);
    return StockSamples.published(reference, at);
  }

  private Reference of(String carrier, @Nullable String warehouse, int size, Instant from) {
    int first = next;
    next += size;
    return Reference.of(
        POOL + "/n" + published.size(), from, range(carrier, warehouse, first, next - 1));
  }

  /** The same numbers and two more, under another name. */
  private Reference again(Reference old, Instant from) {
    WaybillRange range = old.waybillRange();
    if (range == null) {
      throw new IllegalStateException("no range: " + old.id());
    }
    int first = Integer.parseInt(range.first());
    int last = Integer.parseInt(range.last());
    next = Math.max(next, last + 3);
    return Reference.of(
        POOL + "/n" + published.size(), from, range(range.carrier(), null, first, last + 2));
  }

  private static WaybillRange range(
      String carrier, @Nullable String warehouse, int first, int last) {
    boolean post = carrier.equals("JD");
    String format = post ? "%08d" : "%05d";
    return new WaybillRange(
        POOL,
        carrier,
        warehouse,
        carrier,
        String.format(format, first),
        String.format(format, last),
        post ? "CN" : null,
        post ? Check.S10 : null,
        null);
  }
}
