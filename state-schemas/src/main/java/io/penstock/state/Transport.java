package io.penstock.state;

import io.penstock.model.Reference.Warehouse;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What goods need on their way.
 *
 * @param storageClasses of all of them, in order, each once; empty text for ordinary goods
 * @param carriers those that may take all of them; absent: any; empty: none
 */
public record Transport(List<String> storageClasses, @Nullable List<String> carriers) {

  /** Ordinary goods that any carrier may take. */
  public static final Transport ORDINARY = of(null, null);

  /** What one article needs. */
  public static Transport of(@Nullable String storageClass, @Nullable List<String> carriers) {
    return new Transport(
        List.of(storageClass == null ? "" : storageClass),
        carriers == null ? null : List.copyOf(new TreeSet<>(carriers)));
  }

  /** What these goods and others need together. */
  public Transport and(Transport other) {
    if (equals(other)) {
      return this;
    }
    TreeSet<String> classes = new TreeSet<>(storageClasses);
    classes.addAll(other.storageClasses);
    return new Transport(List.copyOf(classes), common(carriers, other.carriers));
  }

  /**
   * Whether other goods may travel with these: they are of one class, and some carrier takes all.
   */
  public boolean isCompanyFor(Transport other) {
    Transport both = and(other);
    return both.storageClasses.size() == 1 && !List.of().equals(both.carriers);
  }

  /** Whether there are goods at all that may travel with these. */
  public boolean allowsCompany() {
    return isCompanyFor(this);
  }

  /** Whether other goods may be added to these without making them harder to send. */
  public boolean takesAlong(Transport more) {
    Transport both = and(more);
    boolean stranded = List.of().equals(both.carriers) && !List.of().equals(carriers);
    return both.storageClasses.equals(storageClasses) && !stranded;
  }

  /** Whether all the goods are of these classes, as whoever takes no others names them. */
  public boolean isOnlyOf(List<String> classes) {
    for (String one : storageClasses) {
      if (!classes.contains(one.isEmpty() ? Warehouse.ORDINARY : one)) {
        return false;
      }
    }
    return true;
  }

  /** Whether some of the goods are of one of these classes. */
  public boolean hasOneOf(List<String> classes) {
    for (String one : storageClasses) {
      if (classes.contains(one.isEmpty() ? Warehouse.ORDINARY : one)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable List<String> common(
      @Nullable List<String> one, @Nullable List<String> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.stream().filter(other::contains).toList();
  }
}
