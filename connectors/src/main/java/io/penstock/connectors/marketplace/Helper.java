package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;

/** A function that mappings can call, with a fixed number of arguments. */
record Helper(String name, int arguments, Body body) implements Function {

  /** What it does; missing values arrive as JSON null, never as Java null. */
  @FunctionalInterface
  interface Body {
    JsonNode apply(JsonNode[] arguments);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getMinArguments() {
    return arguments;
  }

  @Override
  public int getMaxArguments() {
    return arguments;
  }

  @Override
  public JsonNode call(JsonNode input, JsonNode[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null || values[i].isMissingNode()) {
        values[i] = NullNode.getInstance();
      }
    }
    return body.apply(values);
  }
}
