package io.penstock.deploy.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Real orders of Olist, each as one document, joined from the rows of four tables. */
final class OlistOrders {

  /** Of the orders that have left, one in so many is told as it stood before it left. */
  private static final int EARLIER = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
  private BigDecimal paid = BigDecimal.ZERO;

  /** The sample whose rates are those of all orders. */
  static OlistOrders sample(Path folder) throws IOException {
    OlistOrders all = new OlistOrders();
    Set<String> wanted = group(folder, "unbiased_sample_order_ids", "order_id").keySet();
    Map<String, List<Map<String, String>>> items = group(folder, "order_items", "order_id");
    Map<String, List<Map<String, String>>> payments = group(folder, "order_payments", "order_id");
    Map<String, List<Map<String, String>>> people = group(folder, "customers", "customer_id");
    for (Map<String, String> row : rows(folder, "orders")) {
      String id = row.getOrDefault("order_id", "");
      if (wanted.contains(id)) {
        all.add(id, row, items, payments, people);
      }
    }
    return all;
  }

  private void add(
      String id,
      Map<String, String> row,
      Map<String, List<Map<String, String>>> items,
      Map<String, List<Map<String, String>>> payments,
      Map<String, List<Map<String, String>>> people) {
    Map<String, Object> document = new LinkedHashMap<>(row);
    String bought = row.getOrDefault("order_purchase_timestamp", "");
    String left = row.getOrDefault("order_delivered_carrier_date", "");
    document.put("modified", left.isEmpty() ? bought : left);
    if (documents.size() % EARLIER == 0 && "delivered".equals(row.get("order_status"))) {
      document.put("order_status", "processing");
    }
    people.getOrDefault(row.getOrDefault("customer_id", ""), List.of()).forEach(document::putAll);
    document.put("items", items.getOrDefault(id, List.of()));
    List<Map<String, String>> paidWith = payments.getOrDefault(id, List.of());
    document.put("payments", paidWith);
    for (Map<String, String> payment : paidWith) {
      paid = paid.add(new BigDecimal(payment.getOrDefault("payment_value", "0")));
    }
    documents.put(id, document);
  }

  Map<String, Map<String, Object>> documents() {
    return documents;
  }

  /** The ids of those that stand so. */
  List<String> withStatus(String status) {
    return documents.entrySet().stream()
        .filter(one -> status.equals(one.getValue().get("order_status")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** As Olist wrote it, in its own zone. */
  String dayOfPayment(String id) {
    Map<String, Object> document = documents.getOrDefault(id, Map.of());
    String paid = String.valueOf(document.get("order_approved_at"));
    String when = paid.isEmpty() ? String.valueOf(document.get("order_purchase_timestamp")) : paid;
    return when.substring(0, "2018-01-31".length());
  }

  /** What all buyers paid, in centavos. */
  long paidMinor() {
    return paid.movePointRight(2).longValueExact();
  }

  /** As Olist would have told it when it was bought. */
  static byte[] whenBought(Map<String, Object> document) throws IOException {
    Map<String, Object> earlier = new LinkedHashMap<>(document);
    earlier.put("order_status", "created");
    earlier.put("modified", document.get("order_purchase_timestamp"));
    return bytes(earlier);
  }

  static byte[] bytes(Map<String, Object> document) throws IOException {
    return JSON.writeValueAsBytes(document);
  }

  private static Map<String, List<Map<String, String>>> group(
      Path folder, String table, String column) throws IOException {
    Map<String, List<Map<String, String>>> groups = new HashMap<>();
    for (Map<String, String> row : rows(folder, table)) {
      groups.computeIfAbsent(row.getOrDefault(column, ""), key -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static List<Map<String, String>> rows(Path folder, String table) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(table + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      String[] names = lines.get(0).split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] values = line.replace("\"", "").split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
          row.put(names[i], values[i]);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private OlistOrders() {}
}
