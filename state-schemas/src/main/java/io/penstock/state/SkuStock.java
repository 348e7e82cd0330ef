package io.penstock.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All cells of one SKU in one pool: kept as one entry, because an order looks at all of them.
 *
 * @param announced whether the catalogue knows the SKU; stock may arrive before that
 * @param cells ordered by warehouse
 * @param versions of the article, oldest first: the one that holds and those to come; empty for one
 *     that was plain since ever
 * @param movements how many entries of the ledger speak of it: the number of the last
 * @param offering who waits for it, and what was said of it last
 */
public record SkuStock(
    boolean announced,
    List<Cell> cells,
    List<ArticleVersion> versions,
    long movements,
    Offering offering) {

  public static final SkuStock NONE = new SkuStock(false, List.of(), List.of(), 0);

  public SkuStock {
    versions = versions == null ? List.of() : versions;
    offering = offering == null ? Offering.NONE : offering;
  }

  /** One for which nobody waits, and of which nothing was said. */
  public SkuStock(
      boolean announced, List<Cell> cells, List<ArticleVersion> versions, long movements) {
    this(announced, cells, versions, movements, Offering.NONE);
  }

  public Cell cell(String warehouse) {
    for (Cell cell : cells) {
      if (cell.warehouse().equals(warehouse)) {
        return cell;
      }
    }
    return Cell.empty(warehouse);
  }

  /** The same after one more entry of the ledger, which changes that cell. */
  public SkuStock booked(Cell changed) {
    return new SkuStock(announced, with(changed), versions, movements + 1, offering);
  }

  private List<Cell> with(Cell changed) {
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
    return next;
  }

  public SkuStock announce() {
    return new SkuStock(true, cells, versions, movements, offering);
  }

  public SkuStock withdraw() {
    return new SkuStock(false, cells, versions, movements, offering);
  }

  /** The article as it is at that time. */
  public ArticleVersion article(Instant now) {
    ArticleVersion article = ArticleVersion.PLAIN;
    for (ArticleVersion version : versions) {
      if (!version.from().isAfter(now)) {
        article = version;
      }
    }
    return article;
  }

  /** What the article needs on its way. */
  public Transport transport(Instant now) {
    return article(now).transport();
  }

  /** The same, after a version was published; it replaces one from the same time. */
  public SkuStock publish(ArticleVersion published, Instant now) {
    List<ArticleVersion> next = Dated.publish(versions, published, now);
    boolean plain = next.size() == 1 && next.get(0).equals(ArticleVersion.PLAIN);
    return new SkuStock(announced, cells, plain ? List.of() : next, movements, offering);
  }

  /** The same, as if nothing had been published. */
  public SkuStock unpublish() {
    return new SkuStock(announced, cells, List.of(), movements, offering);
  }

  /** The same, of one of whose cells only what is known of counts has changed. */
  public SkuStock counted(Cell cell) {
    return new SkuStock(announced, with(cell), versions, movements, offering);
  }

  /** The same, with another word on who waits for it and what was said of it. */
  public SkuStock with(Offering next) {
    return new SkuStock(announced, cells, versions, movements, next);
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
