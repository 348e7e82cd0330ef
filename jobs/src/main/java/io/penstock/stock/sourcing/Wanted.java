package io.penstock.stock.sourcing;

import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The goods that an order still needs, article by article, and who has how many of them. */
final class Wanted {

  /** An article as it is now. */
  interface Articles {
    ArticleVersion article(String sku) throws Exception;
  }

  private final List<List<Parcel.Line>> lines;
  private final List<ArticleVersion> articles;
  private final int[] classes;
  private final long[] units;
  private final long[][] available;

  private Wanted(
      List<List<Parcel.Line>> lines,
      List<ArticleVersion> articles,
      long[] units,
      long[][] available) {
    this.lines = lines;
    this.articles = articles;
    this.classes = classes(articles);
    this.units = units;
    this.available = available;
  }

  /**
   * @param demand lines that want goods; two may name the same SKU
   */
  static Wanted of(
      List<Parcel.Line> demand, List<Site> sites, Sourcing.Availability stock, Articles catalogue)
      throws Exception {
    Map<String, List<Parcel.Line>> bySku = new LinkedHashMap<>();
    for (Parcel.Line line : demand) {
      bySku.computeIfAbsent(line.sku(), sku -> new ArrayList<>(1)).add(line);
    }
    long[] units = new long[bySku.size()];
    long[][] available = new long[sites.size()][bySku.size()];
    List<ArticleVersion> articles = new ArrayList<>(bySku.size());
    int article = 0;
    for (Map.Entry<String, List<Parcel.Line>> sku : bySku.entrySet()) {
      units[article] = Packing.units(sku.getValue());
      articles.add(catalogue.article(sku.getKey()));
      for (int site = 0; site < available.length; site++) {
        available[site][article] = stock.available(sku.getKey(), sites.get(site).warehouse());
      }
      article++;
    }
    return new Wanted(List.copyOf(bySku.values()), articles, units, available);
  }

  /** Numbers them from 0 as they first come. */
  private static int[] classes(List<ArticleVersion> articles) {
    List<List<String>> known = new ArrayList<>(1);
    int[] classes = new int[articles.size()];
    for (int article = 0; article < classes.length; article++) {
      List<String> its = articles.get(article).transport().storageClasses();
      if (!known.contains(its)) {
        known.add(its);
      }
      classes[article] = known.indexOf(its);
    }
    return classes;
  }

  int articles() {
    return units.length;
  }

  ArticleVersion article(int article) {
    return articles.get(article);
  }

  /** The number of its class: two articles have the same where they may go in one parcel. */
  int classOf(int article) {
    return classes[article];
  }

  /** The lines that want it. */
  List<Parcel.Line> lines(int article) {
    return lines.get(article);
  }

  /** Units of every article. */
  long[] units() {
    return units;
  }

  /** Units of every article in some of the lines. */
  long[] units(List<Parcel.Line> some) {
    long[] in = new long[units.length];
    for (int article = 0; article < units.length; article++) {
      String sku = lines.get(article).get(0).sku();
      for (Parcel.Line line : some) {
        in[article] += line.sku().equals(sku) ? line.quantity() : 0;
      }
    }
    return in;
  }

  long available(int site, int article) {
    return available[site][article];
  }

  boolean hasAll(int site) {
    for (int article = 0; article < units.length; article++) {
      if (available[site][article] < units[article]) {
        return false;
      }
    }
    return true;
  }

  boolean hasSome(int site) {
    for (long some : available[site]) {
      if (some > 0) {
        return true;
      }
    }
    return false;
  }
}
