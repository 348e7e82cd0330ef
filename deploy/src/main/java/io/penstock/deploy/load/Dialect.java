package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How one marketplace writes an order down. */
interface Dialect {

  ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CHINA);

  /** Writes the whole document, without the order's id where the version is anonymous. */
  void write(JsonGenerator json, PlannedOrder order, Version version) throws IOException;

  /** 1250 as {@code 12.50}. */
  static String decimal(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }

  /** As Chinese marketplaces write times: their own, without a zone. */
  static String chinese(Instant time) {
    return CHINESE.format(time);
  }

  static String masked(String text) {
    return text.isEmpty() ? "" : text.substring(0, 1) + "*".repeat(text.length() - 1);
  }
}
