package io.penstock.stock.books;

import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.state.WaitingQueue.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for what, in order. Nobody is looked at who is not asked for. */
final class Queues {

  /** Entries of a page, at most. */
  static final int PAGE = 128;

  private final Rows<WaitingQueue> rows;

  Queues(RowStore<WaitingQueue> rows) {
    this.rows = new Rows<>(rows);
  }

  boolean isEmpty(String name) throws Exception {
    return rows.get(name) == null;
  }

  /** Who is served next after that one; with nobody, who is first. */
  @Nullable Waiting next(String name, @Nullable Waiting after) throws Exception {
    WaitingQueue queue = rows.get(name);
    if (queue == null) {
      return null;
    }
    if (queue.pages().isEmpty()) {
      return next(queue.entries(), after);
    }
    int page = after == null ? 0 : pageOf(queue, after);
    while (page < queue.pages().size()) {
      Waiting next = next(page(queue.pages().get(page)).entries(), after);
      if (next != null) {
        return next;
      }
      page++;
    }
    return null;
  }

  private static @Nullable Waiting next(List<Waiting> entries, @Nullable Waiting after) {
    int at = after == null ? -1 : Collections.binarySearch(entries, after);
    int next = at < 0 ? -at - 1 : at + 1;
    return next < entries.size() ? entries.get(next) : null;
  }

  void add(String name, Waiting entry) throws Exception {
    WaitingQueue queue = rows.get(name);
    if (queue == null) {
      rows.put(name, new WaitingQueue(List.of(entry)));
    } else if (queue.pages().isEmpty()) {
      List<Waiting> entries = with(queue.entries(), entry);
      WaitingQueue longer = new WaitingQueue(entries, List.of(), queue.lastPage());
      rows.put(name, entries.size() <= PAGE ? longer : paged(name, longer));
    } else {
      int at = pageOf(queue, entry);
      Page page = queue.pages().get(at);
      List<Waiting> entries = with(page(page).entries(), entry);
      if (entries.size() <= PAGE) {
        rows.put(page.row(), new WaitingQueue(entries));
      } else {
        split(name, queue, at, entries);
      }
    }
  }

  void remove(String name, Waiting entry) throws Exception {
    WaitingQueue queue = rows.get(name);
    if (queue == null) {
      return;
    }
    if (queue.pages().isEmpty()) {
      List<Waiting> entries = without(queue.entries(), entry);
      if (entries.isEmpty()) {
        rows.remove(name);
      } else {
        rows.put(name, new WaitingQueue(entries, List.of(), queue.lastPage()));
      }
      return;
    }
    int at = pageOf(queue, entry);
    Page page = queue.pages().get(at);
    List<Waiting> entries = without(page(page).entries(), entry);
    if (!entries.isEmpty()) {
      rows.put(page.row(), new WaitingQueue(entries));
      return;
    }
    rows.remove(page.row());
    List<Page> pages = new ArrayList<>(queue.pages());
    pages.remove(at);
    if (pages.isEmpty()) {
      rows.remove(name);
    } else {
      rows.put(name, new WaitingQueue(List.of(), pages, queue.lastPage()));
    }
  }

  /** The same queue, on pages. */
  private WaitingQueue paged(String name, WaitingQueue queue) {
    String row = name + '\0' + (queue.lastPage() + 1);
    rows.put(row, new WaitingQueue(queue.entries()));
    Page page = new Page(row, queue.entries().get(0));
    return new WaitingQueue(List.of(), List.of(page), queue.lastPage() + 1);
  }

  /** A page that is too long becomes two. */
  private void split(String name, WaitingQueue queue, int at, List<Waiting> entries) {
    int half = entries.size() / 2;
    long number = queue.lastPage() + 1;
    Page second = new Page(name + '\0' + number, entries.get(half));
    rows.put(queue.pages().get(at).row(), new WaitingQueue(List.copyOf(entries.subList(0, half))));
    rows.put(second.row(), new WaitingQueue(List.copyOf(entries.subList(half, entries.size()))));
    List<Page> pages = new ArrayList<>(queue.pages());
    pages.add(at + 1, second);
    rows.put(name, new WaitingQueue(List.of(), pages, number));
  }

  /** The page on which an entry is, or belongs. */
  private static int pageOf(WaitingQueue queue, Waiting entry) {
    int low = 0;
    int high = queue.pages().size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (queue.pages().get(middle).from().compareTo(entry) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private WaitingQueue page(Page page) throws Exception {
    WaitingQueue entries = rows.get(page.row());
    if (entries == null) {
      throw new IllegalStateException("a page of a queue is lost: " + page.row());
    }
    return entries;
  }

  private static List<Waiting> with(List<Waiting> entries, Waiting entry) {
    int at = Collections.binarySearch(entries, entry);
    if (at >= 0) {
      return entries;
    }
    List<Waiting> more = new ArrayList<>(entries.size() + 1);
    more.addAll(entries);
    more.add(-at - 1, entry);
    return more;
  }

  private static List<Waiting> without(List<Waiting> entries, Waiting entry) {
    int at = Collections.binarySearch(entries, entry);
    if (at < 0) {
      return entries;
    }
    List<Waiting> fewer = new ArrayList<>(entries);
    fewer.remove(at);
    return fewer;
  }

  void flush() throws Exception {
    rows.flush();
  }
}
