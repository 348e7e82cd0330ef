package io.penstock.deploy.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The articles that each sample pool sells: derived, so that nobody has to keep a thousand rows.
 */
final class Catalogue {

  /** Articles of one pool. */
  static final int SIZE = 300;

  private static final int HOT = 5;

  /** A promotion lifts articles that sell little otherwise. */
  private static final int FIRST_HOT = 150;

  private static final Map<String, List<String>> KINDS =
      Map.of(
          "lanting", List.of("纯棉四件套", "记忆棉枕", "法兰绒毯", "浴巾礼盒", "遮光窗帘", "珊瑚绒睡袍"),
          "qinghe", List.of("每日坚果", "冻干草莓", "手工麻花", "牛肉干", "桂花糕", "山楂条"),
          "northfield", List.of("Trail Bottle", "Dry Bag", "Camp Mug", "Head Lamp", "Wool Socks"),
          "harbor", List.of("Skillet", "Paring Knife", "Tea Towel", "Salt Cellar", "Pour Over"));

  static boolean isHot(int article) {
    return article >= FIRST_HOT && article < FIRST_HOT + HOT;
  }

  /**
   * @param draw even between 0 and 1
   */
  static int hot(double draw) {
    return FIRST_HOT + (int) (draw * HOT);
  }

  /**
   * An article by its popularity: the first ones sell most.
   *
   * @param draw even between 0 and 1
   */
  static int popular(double draw) {
    return (int) (draw * draw * SIZE);
  }

  static String sku(String pool, int article) {
    return pool.substring(0, 2).toUpperCase(Locale.ROOT) + "-" + (1000 + article);
  }

  static String title(String pool, int article) {
    List<String> kinds = KINDS.getOrDefault(pool, List.of(pool));
    return kinds.get(article % kinds.size()) + " " + (1 + article / kinds.size());
  }

  /** Of one unit, in minor units: between 9.90 and 198.90 yuan or 4.99 and 78.99 dollars. */
  static long price(Market market, int article) {
    long step = article * 37L;
    return switch (market) {
      case TAOBAO, DOUYIN -> 990 + step % 190 * 100;
      case SHOPIFY, AMAZON -> 499 + step % 75 * 100;
    };
  }

  private Catalogue() {}
}
