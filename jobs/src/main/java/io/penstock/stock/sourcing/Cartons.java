package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Parcels;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import io.penstock.stock.sourcing.Wanted.Articles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides what a warehouse ships of an order at one time into parcels that are not too heavy, and
 * that hold goods of one class only where the pool asks for that. Each article goes into the first
 * parcel that has room for it.
 */
final class Cartons {

  /** What an order needs besides goes into the last of them, however heavy that is. */
  private static final int MOST = 100;

  private final Parcels terms;
  private final boolean dividesLines;
  private final Articles catalogue;

  /**
   * @param dividesLines whether units of one line may go in several parcels
   */
  Cartons(Parcels terms, boolean dividesLines, Articles catalogue) {
    this.terms = terms;
    this.dividesLines = dividesLines;
    this.catalogue = catalogue;
  }

  /** A parcel that is being filled. */
  private static final class Carton {
    private final String storageClass;
    private final List<Parcel.Line> lines = new ArrayList<>();
    private long grams;

    Carton(String storageClass) {
      this.storageClass = storageClass;
    }

    void put(Parcel.Line line, int units, long unitGrams) {
      lines.add(new Parcel.Line(line.lineId(), line.sku(), units));
      grams += units * unitGrams;
    }
  }

  /** The lines of each parcel. */
  List<List<Parcel.Line>> of(List<Parcel.Line> lines) throws Exception {
    List<Carton> cartons = new ArrayList<>();
    for (Parcel.Line line : lines) {
      ArticleVersion article = catalogue.article(line.sku());
      String of = terms.oneClass() ? String.join(",", article.transport().storageClasses()) : "";
      int left = line.quantity();
      for (Carton carton : cartons) {
        int units = carton.storageClass.equals(of) ? fitting(carton, left, article) : 0;
        if (units > 0) {
          carton.put(line, units, article.weightGrams());
          left -= units;
        }
      }
      while (left > 0) {
        Carton carton = new Carton(of);
        int fitting = Math.max(fitting(carton, left, article), dividesLines ? 1 : left);
        int units = cartons.size() < MOST - 1 ? fitting : left;
        carton.put(line, units, article.weightGrams());
        cartons.add(carton);
        left -= units;
      }
    }
    return cartons.stream().map(carton -> carton.lines).toList();
  }

  /** How many of so many units it has room for. */
  private int fitting(Carton carton, int units, ArticleVersion article) {
    Integer most = terms.mostGrams();
    if (most == null || article.weightGrams() == 0) {
      return units;
    }
    long room = Math.max(0, most - carton.grams) / article.weightGrams();
    int fitting = (int) Math.min(units, room);
    return dividesLines || fitting == units ? fitting : 0;
  }

  /**
   * What the parcels weigh, without regard to where each unit goes: of each class as many full ones
   * as need be, and one with the rest.
   *
   * @param terms absent: all goes in one
   * @param units by article
   */
  static List<Load> loads(@Nullable Parcels terms, long[] units, Wanted wanted) {
    if (terms == null) {
      return List.of(load(units, wanted));
    }
    List<Load> loads = new ArrayList<>(2);
    // No class has a greater number than the last article.
    for (int of = 0; terms.oneClass() && of < units.length; of++) {
      if (isBegun(of, units, wanted)) {
        add(loads, terms, Load.of(of, units, wanted));
      }
    }
    // What is not begun yet costs at least one parcel.
    if (loads.isEmpty()) {
      add(loads, terms, load(units, wanted));
    }
    return loads;
  }

  /** One parcel. */
  static Load load(long[] units, Wanted wanted) {
    return Load.of(Load.ANY, units, wanted);
  }

  private static boolean isBegun(int ofClass, long[] units, Wanted wanted) {
    for (int article = 0; article < units.length; article++) {
      if (units[article] > 0 && wanted.classOf(article) == ofClass) {
        return true;
      }
    }
    return false;
  }

  private static void add(List<Load> loads, Parcels terms, Load all) {
    long most = terms.mostGrams() == null ? Long.MAX_VALUE : terms.mostGrams();
    long full = all.grams > most ? (all.grams - 1) / most : 0;
    if (full > 0) {
      loads.add(all.parcels(full, most));
    }
    loads.add(all.parcels(1, all.grams - full * most));
  }

  /** Parcels of one weight. */
  static final class Load {
    private static final int ANY = -1;

    private final int ofClass;
    private final long[] units;
    private final Wanted wanted;

    /** Of each. */
    final long grams;

    final long parcels;

    private Load(int ofClass, long[] units, Wanted wanted, long grams, long parcels) {
      this.ofClass = ofClass;
      this.units = units;
      this.wanted = wanted;
      this.grams = grams;
      this.parcels = parcels;
    }

    /** One parcel of all the goods, or of those of one class. */
    private static Load of(int ofClass, long[] units, Wanted wanted) {
      Load weightless = new Load(ofClass, units, wanted, 0, 1);
      long grams = 0;
      for (int article = 0; article < units.length; article++) {
        grams +=
            weightless.has(article) ? units[article] * wanted.article(article).weightGrams() : 0;
      }
      return weightless.parcels(1, grams);
    }

    private Load parcels(long many, long gramsEach) {
      return new Load(ofClass, units, wanted, gramsEach, many);
    }

    /** Whether some of it is in these parcels together. */
    boolean has(int article) {
      return units[article] > 0 && (ofClass == ANY || wanted.classOf(article) == ofClass);
    }
  }
}
