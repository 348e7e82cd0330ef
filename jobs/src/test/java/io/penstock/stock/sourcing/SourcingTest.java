package io.penstock.stock.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.SourcingDecision.Search;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcingTest {

  private final Map<String, Long> stock = new HashMap<>();
  private List<String> warehouses = List.of("w1", "w2", "w3");
  private @Nullable Search lastSearch;

  @Test
  void theNearestWarehouseThatHasEverythingShips() throws Exception {
    has("w1", "TEE", 1);
    has("w2", "TEE", 9);
    has("w3", "TEE", 9);

    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*2")).containsExactly("w2 [1:TEE*2]");
  }

  @Test
  void aSingleFarWarehouseIsBetterThanASplitOverNearOnes() throws Exception {
    has("w1", "TEE", 1);
    has("w2", "CAP", 1);
    has("w3", "TEE", 1);
    has("w3", "CAP", 1);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1"))
        .containsExactly("w3 [1:TEE*1, 2:CAP*1]");
  }

  @Test
  void twoWarehousesAreBetterThanThree() throws Exception {
    has("w1", "TEE", 1);
    has("w2", "CAP", 1);
    has("w3", "CAP", 1);
    has("w3", "MUG", 1);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1", "MUG*1"))
        .containsExactly("w1 [1:TEE*1]", "w3 [2:CAP*1, 3:MUG*1]");
  }

  @Test
  void ofEquallyManyWarehousesTheNearerAreTaken() throws Exception {
    has("w1", "TEE", 1);
    has("w2", "CAP", 1);
    has("w3", "CAP", 1);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "CAP*1", "TEE*1"))
        .containsExactly("w1 [2:TEE*1]", "w2 [1:CAP*1]");
  }

  @Test
  void whereSplittingIsForbiddenTheOrderWaits() throws Exception {
    has("w1", "TEE", 1);
    has("w2", "CAP", 1);

    assertThat(source(SplitPolicy.NEVER, "TEE*1", "CAP*1")).isNull();
    has("w2", "TEE", 1);
    assertThat(source(SplitPolicy.NEVER, "TEE*1", "CAP*1"))
        .containsExactly("w2 [1:TEE*1, 2:CAP*1]");
  }

  @Test
  void aLineIsOnlyDividedWhereThePoolPermits() throws Exception {
    has("w1", "TEE", 2);
    has("w2", "TEE", 1);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*3")).isNull();
    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*3"))
        .containsExactly("w1 [1:TEE*2]", "w2 [1:TEE*1]");
  }

  @Test
  void twoLinesOfOneArticleDoNotShareAUnit() throws Exception {
    has("w1", "TEE", 3);

    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*2", "TEE*2")).isNull();
    has("w2", "TEE", 2);
    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*2", "TEE*2"))
        .containsExactly("w1 [1:TEE*2]", "w2 [2:TEE*2]");
    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*2", "TEE*2"))
        .containsExactly("w1 [1:TEE*2, 2:TEE*1]", "w2 [2:TEE*1]");
  }

  @Test
  void aLineGoesFartherWhereOnlySoTheOthersFit() throws Exception {
    has("w1", "TEE", 4);
    has("w2", "TEE", 3);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*3", "TEE*2", "TEE*2"))
        .containsExactly("w1 [2:TEE*2, 3:TEE*2]", "w2 [1:TEE*3]");
    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*3", "TEE*2", "TEE*2"))
        .containsExactly("w1 [1:TEE*3, 2:TEE*1]", "w2 [2:TEE*1, 3:TEE*2]");
    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*3", "TEE*3", "TEE*1"))
        .containsExactly("w1 [1:TEE*3, 3:TEE*1]", "w2 [2:TEE*3]");
    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*5", "TEE*2")).isNull();
  }

  @Test
  void anOrderOfVeryManyLinesIsDecidedInBoundedTime() throws Exception {
    String[] goods = new String[40];
    Arrays.fill(goods, "TEE*3");
    for (int i = 1; i <= 3; i++) {
      has("w" + i, "TEE", 41);
    }

    assertThat(source(SplitPolicy.BETWEEN_LINES, goods)).isNull();
  }

  @Test
  void thirteenOfTenAndFifteenComeFromTheOneThatHasThem() throws Exception {
    has("w1", "TEE", 10);
    has("w2", "TEE", 15);
    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*13")).containsExactly("w2 [1:TEE*13]");

    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*20"))
        .containsExactly("w1 [1:TEE*10]", "w2 [1:TEE*10]");
    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*26")).isNull();
  }

  @Test
  void whateverIsFoundIsWhatWasAskedAndIsThere() throws Exception {
    Random dice = new Random(7);
    int found = 0;
    for (int run = 0; run < 2_000; run++) {
      stock.clear();
      List<String> goods = new ArrayList<>();
      for (int line = 0; line <= dice.nextInt(5); line++) {
        goods.add((dice.nextBoolean() ? "TEE" : "CAP") + "*" + (1 + dice.nextInt(5)));
      }
      for (String warehouse : warehouses) {
        has(warehouse, "TEE", dice.nextInt(8));
        has(warehouse, "CAP", dice.nextInt(8));
      }
      List<Parcel.Line> demand = demand(goods.toArray(String[]::new));
      List<Sourcing.Share> shares = shares(demand, SplitPolicy.values()[run % 3]);
      assertThat(shares == null ? 0 : shares.size())
          .as("%s of %s", goods, stock)
          .isEqualTo(fewestWarehouses(demand, SplitPolicy.values()[run % 3]));
      if (shares == null) {
        continue;
      }
      found++;
      Map<String, Integer> perLine = new HashMap<>();
      Map<String, Integer> perCell = new HashMap<>();
      for (Sourcing.Share share : shares) {
        for (Parcel.Line line : share.lines()) {
          assertThat(line.quantity()).isPositive();
          perLine.merge(line.lineId(), line.quantity(), Integer::sum);
          perCell.merge(share.from().warehouse() + line.sku(), line.quantity(), Integer::sum);
        }
      }
      demand.forEach(line -> assertThat(perLine).containsEntry(line.lineId(), line.quantity()));
      perCell.forEach((cell, units) -> assertThat((long) units).isLessThanOrEqualTo(stock(cell)));
    }
    assertThat(found).isGreaterThan(500);
  }

  @Test
  void farWarehousesShipWholeOrdersThoughNothingIsSplitOverThem() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add("far-" + i);
    }
    warehouses = many;
    for (String warehouse : many) {
      has(warehouse, "TEE", 1);
    }
    has("far-19", "CAP", 1);
    has("far-19", "TEE", 0);
    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1")).isNull();
    has("far-19", "TEE", 1);

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1"))
        .containsExactly("far-19 [1:TEE*1, 2:CAP*1]");
  }

  @Test
  void farWarehousesThatHaveNothingKeepNobodyFromOthers() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add("far-" + i);
    }
    warehouses = many;
    has("far-18", "TEE", 1);
    has("far-19", "TEE", 1);

    assertThat(source(SplitPolicy.WITHIN_LINES, "TEE*2"))
        .containsExactly("far-18 [1:TEE*1]", "far-19 [1:TEE*1]");
  }

  @Test
  void whereThereAreTooManyWaysTheBestOfTheFewestWarehousesIsTaken() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      many.add("w" + i);
      has("w" + i, i % 2 == 0 ? "TEE" : "CAP", 1);
    }
    warehouses = many;

    assertThat(source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1"))
        .containsExactly("w0 [1:TEE*1]", "w1 [2:CAP*1]");
    assertThat(lastSearch).isEqualTo(Search.BOUNDED);
    has("w8", "CAP", 1);
    source(SplitPolicy.BETWEEN_LINES, "TEE*1", "CAP*1");
    assertThat(lastSearch)
        .as("one has everything, and no two can be better")
        .isEqualTo(Search.EXACT);
  }

  /** By trying everything: each line in each warehouse; 0 where nothing fits. */
  private int fewestWarehouses(List<Parcel.Line> demand, SplitPolicy policy) {
    int fewest = 0;
    for (int some = 1; some < 1 << warehouses.size(); some++) {
      int size = Integer.bitCount(some);
      boolean permitted = size == 1 || policy != SplitPolicy.NEVER;
      if (permitted
          && (fewest == 0 || size < fewest)
          && (policy == SplitPolicy.WITHIN_LINES
              ? unitsFit(demand, some)
              : linesFit(demand, 0, some))) {
        fewest = size;
      }
    }
    return fewest;
  }

  private boolean unitsFit(List<Parcel.Line> demand, int some) {
    for (String sku : List.of("TEE", "CAP")) {
      long units = 0;
      for (Parcel.Line line : demand) {
        units -= line.sku().equals(sku) ? line.quantity() : 0;
      }
      for (int i = 0; i < warehouses.size(); i++) {
        units += (some >> i & 1) == 1 ? stock(warehouses.get(i) + sku) : 0;
      }
      if (units < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean linesFit(List<Parcel.Line> demand, int next, int some) {
    if (next == demand.size()) {
      return true;
    }
    Parcel.Line line = demand.get(next);
    for (int i = 0; i < warehouses.size(); i++) {
      String cell = warehouses.get(i) + line.sku();
      if ((some >> i & 1) == 1 && stock(cell) >= line.quantity()) {
        stock.merge(cell, (long) -line.quantity(), Long::sum);
        boolean rest = linesFit(demand, next + 1, some);
        stock.merge(cell, (long) line.quantity(), Long::sum);
        if (rest) {
          return true;
        }
      }
    }
    return false;
  }

  private void has(String warehouse, String sku, long units) {
    stock.put(warehouse + sku, units);
  }

  private long available(String sku, String warehouse) {
    return stock(warehouse + sku);
  }

  private long stock(String cell) {
    return stock.getOrDefault(cell, 0L);
  }

  private @Nullable List<String> source(SplitPolicy policy, String... goods) throws Exception {
    List<Sourcing.Share> shares = shares(demand(goods), policy);
    return shares == null
        ? null
        : shares.stream()
            .map(
                share ->
                    share.from().warehouse()
                        + " "
                        + share.lines().stream()
                            .map(line -> line.lineId() + ":" + line.sku() + "*" + line.quantity())
                            .toList())
            .toList();
  }

  /** As it is where nobody has published anything but the warehouses, nearest first. */
  private @Nullable List<Sourcing.Share> shares(List<Parcel.Line> demand, SplitPolicy policy)
      throws Exception {
    List<Site> sites = new ArrayList<>();
    for (String warehouse : warehouses) {
      sites.add(new Site(warehouse, sites.size(), 1, false, null, 0, false, 0, List.of()));
    }
    Wanted wanted = Wanted.of(demand, sites, this::available, sku -> ArticleVersion.PLAIN);
    Quotes.Terms terms = new Quotes.Terms(false, false, false, null);
    Sourcing sourcing =
        new Sourcing(demand, sites, wanted, terms, policy, Objective.of(null), null);
    Sourcing.Ranking ranking = sourcing.rank();
    lastSearch = ranking.search();
    List<Choice> ranked = ranking.choices();
    return ranked.isEmpty() ? null : sourcing.shares(ranked.get(0));
  }

  private static List<Parcel.Line> demand(String... goods) {
    List<Parcel.Line> demand = new ArrayList<>();
    for (String line : goods) {
      String[] parts = line.split("[*]", -1);
      int units = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      demand.add(new Parcel.Line(String.valueOf(demand.size() + 1), parts[0], units));
    }
    return demand;
  }
}
