package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Parcels;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import io.penstock.stock.sourcing.Wanted.Articles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<Load> loads = new ArrayList<>();
    for (long[] some : terms.oneClass() ? byClass(units, wanted) : List.of(units)) {
      long grams = grams(some, wanted);
      long most = terms.mostGrams() == null ? Long.MAX_VALUE : terms.mostGrams();
      long full = grams > most ? (grams - 1) / most : 0;
      if (full > 0) {
        loads.add(new Load(some, most, full));
      }
      loads.add(new Load(some, grams - full * most, 1));
    }
    return loads;
  }

  /** One parcel. */
  static Load load(long[] units, Wanted wanted) {
    return new Load(units, grams(units, wanted), 1);
  }

  private static List<long[]> byClass(long[] units, Wanted wanted) {
    Map<List<String>, long[]> byClass = new LinkedHashMap<>();
    for (int article = 0; article < units.length; article++) {
      if (units[article] > 0) {
        byClass
                .computeIfAbsent(
                    wanted.article(article).transport().storageClasses(),
                    name -> new long[units.length])[article] =
            units[article];
      }
    }
    // What is not begun yet costs at least one parcel.
    return byClass.isEmpty() ? List.of(units) : List.copyOf(byClass.values());
  }

  private static long grams(long[] units, Wanted wanted) {
    long grams = 0;
    for (int article = 0; article < units.length; article++) {
      grams += units[article] * wanted.article(article).weightGrams();
    }
    return grams;
  }

  /** Parcels of one weight. */
  static final class Load {

    /** By article, of all parcels of the class together. */
    final long[] units;

    /** Of each. */
    final long grams;

    final long parcels;

    private Load(long[] units, long grams, long parcels) {
      this.units = units;
      this.grams = grams;
      this.parcels = parcels;
    }
  }
}
