package io.penstock;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferencesOfTest {

  private static final Reference LIN =
      Reference.of("lin", NOON, new Denial(Denial.Kind.BUYER, "lin"));

  private final ReferencesOf denials = new ReferencesOf(Type.DENIAL, one -> one.id().equals("lin"));

  @Test
  void onlyWholeRecordsOfTheTypeAreFound() {
    Reference mei = Reference.of("mei", NOON, new Denial(Denial.Kind.BUYER, "mei"));
    Reference shop = Reference.of("a/b", NOON, new Reference.Shop("a", "b", "merchant", "pool"));

    assertThat(read("DENIAL/lin", Json.write(LIN))).containsExactly(LIN);
    assertThat(read("DENIAL/mei", Json.write(mei))).as("it fails the check").isEmpty();
    assertThat(read("SHOP/a/b", Json.write(shop))).isEmpty();
    assertThat(read("DENIAL/a/b", Json.write(shop))).as("under a wrong key").isEmpty();
    assertThat(read(null, Json.write(LIN))).isEmpty();
  }

  @Test
  void whatEndsARecordIsFoundUnchecked() {
    Reference end = Reference.end(Type.DENIAL, "mei", NOON);

    assertThat(read("DENIAL/mei", Json.write(end))).containsExactly(end);
    assertThat(read("DENIAL/mei", new byte[0])).containsExactly(Reference.end(Type.DENIAL, "mei"));
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    assertThat(read("DENIAL/lin", "{".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private List<Reference> read(@Nullable String key, byte[] value) {
    List<Reference> found = new ArrayList<>();
    denials.flatMap(
        new RawRecord("reference", 0, 0, NOON, key, null, null, null, value),
        new Collector<>() {
          @Override
          public void collect(Reference reference) {
            found.add(reference);
          }

          @Override
          public void close() {}
        });
    return found;
  }
}
