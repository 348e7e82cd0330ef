package io.penstock.deploy.load;

import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The sample reference data: what people wrote in {@code sample/reference.jsonl}, the rules that a
 * seller starts with, and a catalogue for each pool.
 */
public final class SampleReference {

  private static final String FILE = "/sample/reference.jsonl";

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Reference> written;

  private SampleReference(List<Reference> written) {
    this.written = written;
  }

  /** What belongs into {@code reference}. */
  public static List<Reference> records() {
    SampleReference sample = read();
    List<Reference> all = new ArrayList<>(sample.written);
    all.addAll(RuleFile.starter().records(BEGINNING));
    for (Reference record : sample.written) {
      if (record.pool() != null) {
        all.addAll(catalogue(record.pool().pool(), record.effectiveFrom()));
      }
    }
    return all;
  }

  static SampleReference read() {
    try (InputStream file = SampleReference.class.getResourceAsStream(FILE)) {
      String text =
          new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
      List<Reference> written = new ArrayList<>();
      for (String line : text.lines().toList()) {
        written.add(Json.read(line.getBytes(StandardCharsets.UTF_8), Reference.class));
      }
      return new SampleReference(written);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (UnreadableException broken) {
      throw new IllegalStateException(FILE + ": " + broken.reason(), broken);
    }
  }

  private static List<Reference> catalogue(String pool, Instant from) {
    List<Reference> skus = new ArrayList<>(Catalogue.SIZE);
    for (int article = 0; article < Catalogue.SIZE; article++) {
      String sku = Catalogue.sku(pool, article);
      Sku part = new Sku(pool, sku, Catalogue.title(pool, article), null, null, null);
      skus.add(Reference.of(pool + "/" + sku, from, part));
    }
    return skus;
  }

  List<Shop> shops() {
    return written.stream().map(Reference::shop).filter(Objects::nonNull).toList();
  }

  List<Warehouse> warehouses() {
    return written.stream().map(Reference::warehouse).filter(Objects::nonNull).toList();
  }

  /** Something of this kind that is denied. */
  String denied(Denial.Kind kind) {
    return written.stream()
        .map(Reference::denial)
        .filter(Objects::nonNull)
        .filter(denial -> denial.kind() == kind)
        .map(Denial::value)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(FILE + " denies no " + kind));
  }
}
