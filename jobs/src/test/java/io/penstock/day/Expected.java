package io.penstock.day;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a row of the table demands.
 *
 * @param verdict of the audit, about this very row
 * @param instead what is told in its place where there is none: {@code STALE}; else empty
 * @param reasons all codes that go with it, sorted
 * @param stock what the stock stage then says: {@code ALLOCATED}, {@code HELD:UNKNOWN_SKU}; empty:
 *     nothing
 * @param end how the order ended, in its last row: {@code ALLOCATED}; else empty
 * @param endedBy what ended its last hold: {@code release:lin}, {@code playbook/SUSPECTED_REPEAT};
 *     empty for one that was never held
 * @param hands the role into whose hands a hold came at this time, by its code
 */
public record Expected(
    Verdict verdict,
    String instead,
    List<String> reasons,
    String stock,
    String end,
    String endedBy,
    Map<String, String> hands) {

  private static final Pattern STOCK =
      Pattern.compile("|ALLOCATED|CANCELLED|RECALLED|(BACKORDERED|HELD):[A-Z_]+");

  private static final Pattern END =
      Pattern.compile(
          "|(ALLOCATED|CANCELLED|REJECTED|SHIPPED)"
              + "( (version|cleared|playbook/[A-Z_]+|(release|force|address|cancel):[a-z]+))?");

  private static final Pattern INSTEAD =
      Pattern.compile("|REDELIVERED|STALE|CANCELLED|ALREADY_SHIPPED|REFUSED");

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]*");

  /** What the audit says of a version. */
  public enum Verdict {
    PASSED,
    HELD,
    WAITING,
    REJECTED,
    /** Nothing: the record changed nothing, or another stage tells of it. */
    NONE
  }

  static Expected of(Csv.Line line) {
    String[] said = line.cell("verdict").split(" ", 2);
    Verdict verdict =
        line.cell("verdict", ignored -> said[0].equals("-") ? Verdict.NONE : verdict(said[0]));
    String instead = said.length > 1 ? said[1] : "";
    if (!INSTEAD.matcher(instead).matches() || (verdict != Verdict.NONE && !instead.isEmpty())) {
      throw line.wrong("'" + line.cell("verdict") + "' is no verdict");
    }
    List<String> reasons = words(line.cell("reasons"));
    if (!reasons.equals(List.copyOf(new TreeSet<>(reasons)))) {
      throw line.wrong("the reasons are not sorted, or one is there twice");
    }
    if (!reasons.stream().allMatch(code -> CODE.matcher(code).matches())) {
      throw line.wrong("'" + line.cell("reasons") + "' are no codes");
    }
    if (verdict == Verdict.HELD && reasons.isEmpty()) {
      throw line.wrong("held for no reason");
    }
    if (!STOCK.matcher(line.cell("stock")).matches()) {
      throw line.wrong("'" + line.cell("stock") + "' is nothing that the stock stage says");
    }
    if (!END.matcher(line.cell("end")).matches()) {
      throw line.wrong("'" + line.cell("end") + "' is no end");
    }
    String[] end = line.cell("end").split(" ", 2);
    return new Expected(
        verdict,
        instead,
        reasons,
        line.cell("stock"),
        end[0],
        end.length > 1 ? end[1] : "",
        hands(line));
  }

  private static Verdict verdict(String word) {
    if (word.equals(Verdict.NONE.name())) {
      throw new IllegalArgumentException("none is written '-'");
    }
    return Verdict.valueOf(word);
  }

  private static Map<String, String> hands(Csv.Line line) {
    Map<String, String> hands = new TreeMap<>();
    if (line.cell("kind").equals(Row.Kind.THEN.name())) {
      for (String word : words(line.cell("who"))) {
        String[] codeAndRole = word.split(":", 2);
        if (codeAndRole.length != 2) {
          throw line.wrong("'" + word + "' is no CODE:role");
        }
        hands.put(codeAndRole[0], codeAndRole[1]);
      }
    }
    return hands;
  }

  static List<String> words(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
  }
}
