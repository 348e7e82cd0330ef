package io.penstock.connectors.marketplace;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds in the text of a mapping what its compiler lets pass. */
final class MappingText {

  private static final Pattern STRING_OR_COMMENT =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|//[^\\n]*");
  private static final Pattern CLOCK_OR_DICE =
      Pattern.compile("(?<![\\w.:$-])(now|random|uuid)\\s*\\(");
  private static final Pattern DECLARED =
      Pattern.compile("\\blet\\s+([\\w-]+)|\\bdef\\s+[\\w-]+\\s*\\(([^)]*)\\)");
  private static final Pattern USED = Pattern.compile("\\$([\\w-]+)");

  /**
   * Refuses variables that are neither settings nor declared, which would fail only when an order
   * reaches them, and functions whose answer changes from run to run.
   */
  static void check(String mapping, Set<String> settings, String source) {
    String code = blanked(mapping);
    Matcher clock = CLOCK_OR_DICE.matcher(code);
    if (clock.find()) {
      throw broken(source, code, clock.start(), clock.group(1) + "() differs from run to run");
    }
    Set<String> known = new HashSet<>(settings);
    Matcher declared = DECLARED.matcher(code);
    while (declared.find()) {
      if (declared.group(1) != null) {
        known.add(declared.group(1));
      } else {
        for (String parameter : declared.group(2).split(",", -1)) {
          known.add(parameter.strip());
        }
      }
    }
    Matcher used = USED.matcher(code);
    while (used.find()) {
      if (!known.contains(used.group(1))) {
        throw broken(
            source,
            code,
            used.start(),
            "$" + used.group(1) + " is neither declared here nor a field of marketplace.json");
      }
    }
  }

  /** The variables that a mapping speaks of, whoever gives them their values. */
  static Set<String> variables(String mapping) {
    return USED.matcher(blanked(mapping))
        .results()
        .map(used -> used.group(1))
        .collect(Collectors.toSet());
  }

  /** Strings and comments become blanks, so that positions stay. */
  private static String blanked(String mapping) {
    return STRING_OR_COMMENT
        .matcher(mapping)
        .replaceAll(found -> " ".repeat(found.end() - found.start()));
  }

  private static IllegalArgumentException broken(String source, String code, int at, String why) {
    int line = 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - code.lastIndexOf('\n', at - 1);
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s: line %d, column %d: %s", source, line, column, why));
  }

  private MappingText() {}
}
