package io.penstock.connectors.postgres;

import io.penstock.connectors.Json;
import io.penstock.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reasons as the tables hold them. */
final class ReasonsJson {

  /** Most rows have none: they cost no serialization. */
  static String of(List<Reason> reasons) {
    return reasons.isEmpty() ? "[]" : new String(Json.write(reasons), StandardCharsets.UTF_8);
  }

  private ReasonsJson() {}
}
