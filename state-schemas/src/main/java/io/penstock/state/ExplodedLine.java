package io.penstock.state;

import io.penstock.model.Bundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order line that names a bundle, with the articles that it was taken apart into: they stay,
 * whatever is published of the bundle later.
 *
 * @param sku of the bundle
 * @param version of the bundle's record
 */
public record ExplodedLine(
    String lineId, String sku, int version, List<Bundle.Component> components) {

  /** Whether it is what has become of that line. */
  public boolean isOf(String line, String lineSku) {
    return lineId.equals(line) && sku.equals(lineSku);
  }

  /** The component that is this article; absent where none is. */
  public Bundle.@Nullable Component component(String article) {
    for (Bundle.Component component : components) {
      if (component.sku().equals(article)) {
        return component;
      }
    }
    return null;
  }
}
