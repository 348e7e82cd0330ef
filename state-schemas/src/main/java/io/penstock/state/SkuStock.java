package io.penstock.state;

import java.util.ArrayList;
import java.util.List;

/**
 * All cells of one SKU in one pool: kept as one entry, because an order looks at all of them.
 *
 * @param announced whether the catalogue knows the SKU; stock may arrive before that
 * @param cells ordered by warehouse
 */
public record SkuStock(boolean announced, List<Cell> cells) {

  public static final SkuStock NONE = new SkuStock(false, List.of());

  public Cell cell(String warehouse) {
    for (Cell cell : cells) {
      if (cell.warehouse().equals(warehouse)) {
        return cell;
      }
    }
    return Cell.empty(warehouse);
  }

  public SkuStock with(Cell changed) {
    List<Cell> next = new ArrayList<>(cells.size() + 1);
    boolean placed = false;
    for (Cell cell : cells) {
      int order = cell.warehouse().compareTo(changed.warehouse());
      if (!placed && order >= 0) {
        next.add(changed);
        placed = true;
      }
      if (order != 0) {
        next.add(cell);
      }
    }
    if (!placed) {
      next.add(changed);
    }
    return new SkuStock(announced, next);
  }

  public SkuStock announce() {
    return new SkuStock(true, cells);
  }

  public SkuStock withdraw() {
    return new SkuStock(false, cells);
  }

  public long onHand() {
    return cells.stream().mapToLong(Cell::onHand).sum();
  }

  public long locked() {
    return cells.stream().mapToLong(Cell::locked).sum();
  }

  public long available() {
    return cells.stream().mapToLong(Cell::available).sum();
  }
}
