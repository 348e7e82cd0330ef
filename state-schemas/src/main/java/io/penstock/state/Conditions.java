package io.penstock.state;

import io.penstock.model.StockCondition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What rules ask of the stock before goods are locked for an order.
 *
 * @param asked of the newest version, in the order of the rules; empty for nearly every order
 * @param waived the reason codes that a person or a playbook let pass; they hold no later version
 * @param settled whether goods were locked for what the order wants now: then nothing is asked any
 *     more, whatever becomes of its parcels
 */
public record Conditions(List<StockCondition> asked, List<String> waived, boolean settled) {

  public static final Conditions NONE = new Conditions(List.of(), List.of(), false);

  /** Those that may hold the order now. */
  public List<StockCondition> open() {
    if (settled || asked.isEmpty()) {
      return List.of();
    }
    return asked.stream().filter(one -> !waived.contains(one.reason())).toList();
  }

  public Conditions asking(List<StockCondition> newest) {
    return asked.equals(newest) ? this : new Conditions(newest, waived, settled);
  }

  public Conditions settle(boolean now) {
    return settled == now ? this : new Conditions(asked, waived, now);
  }

  /** The same, but this reason holds the order no longer. */
  public Conditions waive(String code) {
    return waive(List.of(code));
  }

  /** The same, but none of those that are asked holds the order any longer, nor does this. */
  public Conditions waiveAll(String code) {
    List<String> codes = new ArrayList<>(asked.stream().map(StockCondition::reason).toList());
    codes.add(code);
    return waive(codes);
  }

  private Conditions waive(List<String> codes) {
    Set<String> all = new LinkedHashSet<>(waived);
    all.addAll(codes);
    return new Conditions(asked, List.copyOf(all), settled);
  }
}
