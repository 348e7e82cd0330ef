package io.penstock.audit.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may ask for by typed names, and what it did ask for.
 *
 * <p>Texts that are absent are empty, so that no rule need ask. A rule pays only for the names that
 * it uses.
 */
abstract class View<V extends View<V>> implements CelVariableResolver {

  /** The names, with what people and compilers must know of them. */
  static final class Names<V> {

    private record Field<V>(
        CelType type, String meaning, Function<V, Object> value, Function<V, String> shown) {}

    private final Map<String, Field<V>> fields = new LinkedHashMap<>();

    /**
     * @param shown what is recorded of it where a rule fires
     */
    void add(
        String name,
        CelType type,
        String meaning,
        Function<V, Object> value,
        Function<V, String> shown) {
      fields.put(name, new Field<>(type, meaning, value, shown));
    }

    void add(String name, CelType type, String meaning, Function<V, Object> value) {
      add(name, type, meaning, value, view -> value.apply(view).toString());
    }

    void number(String name, String meaning, ToLongFunction<V> value) {
      add(name, SimpleType.INT, meaning, value::applyAsLong);
    }

    void truth(String name, String meaning, Predicate<V> value) {
      add(name, SimpleType.BOOL, meaning, value::test);
    }

    void text(String name, String meaning, Function<V, @Nullable String> value) {
      add(name, SimpleType.STRING, meaning, view -> orEmpty(value.apply(view)));
    }

    /** A text that may tell who somebody is: only how long it is is recorded. */
    void personal(String name, String meaning, Function<V, @Nullable String> value) {
      add(
          name,
          SimpleType.STRING,
          meaning,
          view -> orEmpty(value.apply(view)),
          view -> {
            String text = orEmpty(value.apply(view));
            return "(" + text.codePointCount(0, text.length()) + " characters)";
          });
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    /** Tells a compiler the names and their types. */
    void declare(CelCompilerBuilder compiler) {
      fields.forEach((name, field) -> compiler.addVar(name, field.type()));
    }

    /** One line for each name: the name, its type, and what it says. */
    List<String> describe() {
      return fields.entrySet().stream()
          .map(
              field ->
                  "%-24s %-22s %s"
                      .formatted(
                          field.getKey(),
                          shown(field.getValue().type()),
                          field.getValue().meaning()))
          .toList();
    }

    private static String shown(CelType type) {
      return type instanceof ListType list ? "list of " + list.elemType().name() : type.name();
    }
  }

  private final Names<V> names;
  private final List<String> asked = new ArrayList<>();

  View(Names<V> names) {
    this.names = names;
  }

  abstract V self();

  /** What it would answer, without that it counts as asked. */
  Object value(String name) {
    return Objects.requireNonNull(names.fields.get(name), name).value().apply(self());
  }

  @Override
  public Optional<Object> find(String name) {
    Names.Field<V> field = names.fields.get(name);
    if (field == null) {
      return Optional.empty();
    }
    asked.add(name);
    return Optional.of(field.value().apply(self()));
  }

  /** From now on it counts what is asked for. */
  void startAsking() {
    asked.clear();
  }

  /** What was asked for since, with the answers: {@code order.units=501, order.largestLine=7}. */
  String seen() {
    return asked.stream()
        .distinct()
        .map(
            name ->
                name + "=" + Objects.requireNonNull(names.fields.get(name)).shown().apply(self()))
        .collect(Collectors.joining(", "));
  }
}
