package io.penstock.stock.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference.Parcels;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Into what parcels a warehouse divides what it ships of an order. */
class CartonsTest {

  @Test
  void noParcelIsTooHeavyAndEachArticleGoesIntoTheFirstThatHasRoom() throws Exception {
    assertThat(parcels(new Parcels(100, false), true, "30*5", "40*1"))
        .containsExactly("30*3", "30*2 40*1");
    assertThat(parcels(new Parcels(100, false), true, "30*3")).containsExactly("30*3");
    assertThat(parcels(new Parcels(90, false), true, "30*3", "0*7")).containsExactly("30*3 0*7");
  }

  @Test
  void whatIsTooHeavyByItselfGoesAlone() throws Exception {
    assertThat(parcels(new Parcels(25, false), true, "30*2", "5*5"))
        .containsExactly("30*1", "30*1", "5*5");
  }

  @Test
  void aLineThatMayNotBeDividedStaysTogether() throws Exception {
    assertThat(parcels(new Parcels(100, false), false, "30*2", "30*5", "20*2"))
        .containsExactly("30*2 20*2", "30*5");
  }

  @Test
  void goodsOfSeveralClassesGoApartWhereThePoolAsksForThat() throws Exception {
    assertThat(parcels(new Parcels(null, true), true, "30*5", "30c*1", "40*1"))
        .containsExactly("30*5 40*1", "30c*1");
    assertThat(parcels(new Parcels(60, true), true, "30c*1", "30*1", "30c*2"))
        .containsExactly("30c*1 30c*1", "30*1", "30c*1");
    assertThat(parcels(new Parcels(null, false), true, "30*5", "30c*1"))
        .containsExactly("30*5 30c*1");
  }

  @Test
  void nothingIsLostHoweverManyParcelsItTakes() throws Exception {
    List<String> many = parcels(new Parcels(1, false), true, "5*500");
    assertThat(many).hasSize(100).endsWith("5*401");

    Random dice = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String[] lines = new String[1 + dice.nextInt(4)];
      int units = 0;
      for (int line = 0; line < lines.length; line++) {
        int quantity = 1 + dice.nextInt(6);
        units += quantity;
        lines[line] = dice.nextInt(9) + (dice.nextBoolean() ? "c*" : "*") + quantity;
      }
      boolean divides = dice.nextBoolean();
      boolean oneClass = dice.nextBoolean();
      int most = 1 + dice.nextInt(20);
      List<List<Parcel.Line>> parcels =
          new Cartons(new Parcels(most, oneClass), divides, CartonsTest::article).of(lines(lines));

      assertThat(parcels).allSatisfy(parcel -> assertThat(parcel).isNotEmpty());
      assertThat(parcels.stream().flatMap(List::stream).mapToInt(Parcel.Line::quantity).sum())
          .isEqualTo(units);
      for (List<Parcel.Line> parcel : parcels) {
        List<Parcel.Line> heavy = new ArrayList<>(parcel);
        heavy.removeIf(line -> article(line.sku()).weightGrams() == 0);
        boolean single = heavy.size() == 1 && (!divides || heavy.get(0).quantity() == 1);
        int grams =
            parcel.stream().mapToInt(l -> l.quantity() * article(l.sku()).weightGrams()).sum();
        assertThat(single || grams <= most).as("%s of %s", parcel, most).isTrue();
        long classes = parcel.stream().map(line -> line.sku().endsWith("c")).distinct().count();
        assertThat(oneClass ? classes : 1).isEqualTo(1);
      }
    }
  }

  /** Articles are named after what they weigh; {@code c} is chilled. */
  private static ArticleVersion article(String sku) {
    String grams = sku.replace("c", "");
    Transport transport = Transport.of(sku.endsWith("c") ? "CHILLED" : null, null);
    return new ArticleVersion(Instant.EPOCH, transport, Integer.parseInt(grams), List.of());
  }

  private static List<Parcel.Line> lines(String... texts) {
    List<Parcel.Line> lines = new ArrayList<>();
    for (String text : texts) {
      String[] words = text.split("[*]", -1);
      lines.add(new Parcel.Line("" + lines.size(), words[0], Integer.parseInt(words[1])));
    }
    return lines;
  }

  private static List<String> parcels(Parcels terms, boolean divides, String... lines)
      throws Exception {
    return new Cartons(terms, divides, CartonsTest::article)
        .of(lines(lines)).stream()
            .map(
                parcel ->
                    parcel.stream()
                        .map(line -> line.sku() + "*" + line.quantity())
                        .collect(Collectors.joining(" ")))
            .toList();
  }
}
