package io.penstock.audit.rules;

import com.google.re2j.Pattern;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CEL's function {@code matches}, with each pattern compiled once: its own compiles it for every
 * order, which costs more than all else that a rule does.
 *
 * <p>The patterns are those of RE2: they take no time that grows with more than the text.
 */
final class Patterns {

  /** Rules have few; should one make them of what orders say, they are forgotten in time. */
  private static final int MOST = 1_000;

  /** A pattern of more steps is refused. */
  private static final int LARGEST = 1_000;

  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  /** As {@code matches(text, pattern)} and as {@code text.matches(pattern)}. */
  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("matches", String.class, String.class, Patterns::isIn),
        CelFunctionBinding.from("matches_string", String.class, String.class, Patterns::isIn));
  }

  private static boolean isIn(String text, String pattern) {
    Pattern known = COMPILED.get(pattern);
    return (known == null ? compile(pattern) : known).matcher(text).find();
  }

  private static Pattern compile(String text) {
    Pattern pattern = Pattern.compile(text);
    if (pattern.programSize() > LARGEST) {
      throw new IllegalArgumentException("a pattern of " + pattern.programSize() + " steps");
    }
    if (COMPILED.size() >= MOST) {
      COMPILED.clear();
    }
    COMPILED.put(text, pattern);
    return pattern;
  }

  private Patterns() {}
}
