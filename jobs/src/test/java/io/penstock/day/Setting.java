package io.penstock.day;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.penstock.connectors.Json;
import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is when the day begins, and what is published while it goes on.
 *
 * @param zones of the shops, by {@code marketplace/shop}, those too that nobody knows yet
 * @param consignees by the names that the tables use
 * @param publications by the names that the tables use
 */
public record Setting(
    Map<String, String> zones,
    List<Shop> shops,
    Map<String, Consignee> consignees,
    List<Warehouse> warehouses,
    List<Article> articles,
    List<WmsEvent> stock,
    Map<String, Reference> publications) {

  /** Whose stock all shops sell. */
  public static final String POOL = "acme-pool";

  private static final String EVERY = "*";

  /**
   * An article of the catalogue.
   *
   * @param currency of its floor price; absent where it has none
   * @param floorMinor below which no unit may be sold
   */
  public record Article(String sku, String title, @Nullable String currency, long floorMinor) {

    @Nullable Money floor() {
      return currency == null ? null : new Money(currency, floorMinor);
    }
  }

  /** Reads the files. What is wrong in one fails with file and line. */
  public static Setting read() {
    List<Warehouse> warehouses = readWarehouses();
    List<Article> articles = readArticles();
    Map<String, String> zones = new TreeMap<>();
    List<Shop> shops = new ArrayList<>();
    for (Csv.Line line : Csv.read("shops.csv")) {
      zones.put(line.cell("marketplace") + "/" + line.cell("shop"), line.cell("zone"));
      if (!line.cell("merchant").isEmpty()) {
        shops.add(
            new Shop(
                line.cell("marketplace"),
                line.cell("shop"),
                line.cell("merchant"),
                line.cell("pool")));
      }
    }
    return new Setting(
        zones,
        List.copyOf(shops),
        readConsignees(),
        warehouses,
        articles,
        stock(warehouses, articles),
        readPublications());
  }

  /** The records that publish the shops, warehouses and articles: they hold from the beginning. */
  public List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (Shop shop : shops) {
      references.add(Reference.of(shop.marketplace() + "/" + shop.shop(), Instant.EPOCH, shop));
    }
    for (Warehouse warehouse : warehouses) {
      references.add(Reference.of(warehouse.warehouse(), Instant.EPOCH, warehouse));
    }
    for (Article article : articles) {
      Sku sku = new Sku(POOL, article.sku(), article.title(), article.floor(), null, null);
      references.add(Reference.of(POOL + "/" + sku.sku(), Instant.EPOCH, sku));
    }
    return List.copyOf(references);
  }

  private static Map<String, Consignee> readConsignees() {
    Map<String, Consignee> consignees = new LinkedHashMap<>();
    for (Csv.Line line : Csv.read("consignees.csv")) {
      Consignee consignee =
          new Consignee(
              line.cell("person", Setting::present),
              line.cell("phone", Setting::present),
              line.cell("country", Setting::present),
              line.cell("region", Setting::present),
              line.cell("city", Setting::present),
              line.cell("district", Setting::present),
              line.cell("street", Setting::present),
              line.cell("postcode", Setting::present),
              null);
      if (consignees.put(line.cell("name"), consignee) != null) {
        throw line.wrong("'" + line.cell("name") + "' is there twice");
      }
    }
    return consignees;
  }

  private static List<Warehouse> readWarehouses() {
    List<Warehouse> warehouses = new ArrayList<>();
    for (Csv.Line line : Csv.read("warehouses.csv")) {
      warehouses.add(
          new Warehouse(
              line.cell("warehouse"),
              line.cell("country"),
              line.cell("region"),
              Expected.words(line.cell("serves")),
              line.cell("priority", Integer::valueOf)));
    }
    return List.copyOf(warehouses);
  }

  private static List<Article> readArticles() {
    List<Article> articles = new ArrayList<>();
    for (Csv.Line line : Csv.read("catalogue.csv")) {
      String currency = present(line.cell("currency"));
      articles.add(
          new Article(
              line.cell("sku"),
              line.cell("title"),
              currency,
              currency == null ? 0 : line.cell("floor", Long::valueOf)));
    }
    return List.copyOf(articles);
  }

  /** The receipts of before the day, one for each warehouse and article that has any. */
  private static List<WmsEvent> stock(List<Warehouse> warehouses, List<Article> articles) {
    Map<String, Map<String, Integer>> units = new LinkedHashMap<>();
    for (Csv.Line line : Csv.read("stock.csv")) {
      for (String warehouse :
          meant(line.cell("warehouse"), warehouses.stream().map(Warehouse::warehouse).toList())) {
        for (String sku : meant(line.cell("sku"), articles.stream().map(Article::sku).toList())) {
          units
              .computeIfAbsent(warehouse, unused -> new LinkedHashMap<>())
              .put(sku, line.cell("units", Integer::valueOf));
        }
      }
    }
    List<WmsEvent> receipts = new ArrayList<>();
    units.forEach(
        (warehouse, skus) -> {
          List<WmsEvent.Item> items = new ArrayList<>();
          skus.forEach(
              (sku, many) -> {
                if (many > 0) {
                  items.add(new WmsEvent.Item(sku, many));
                }
              });
          receipts.add(receipt("opening-" + warehouse, warehouse, LabelledDay.BEGINS, items));
        });
    return List.copyOf(receipts);
  }

  static WmsEvent receipt(String id, String warehouse, Instant at, List<WmsEvent.Item> items) {
    return new WmsEvent(
        id, WmsEvent.Type.RECEIPT, POOL, warehouse, at, null, List.copyOf(items), null, null, null);
  }

  private static List<String> meant(String cell, List<String> all) {
    return cell.equals(EVERY) ? all : List.of(cell);
  }

  private static Map<String, Reference> readPublications() {
    String file = "publications.json";
    try {
      return Json.mapper().readValue(Csv.text(file), new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  private static @Nullable String present(String cell) {
    return cell.isEmpty() ? null : cell;
  }
}
