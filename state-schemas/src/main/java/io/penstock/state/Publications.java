package io.penstock.state;

import io.penstock.model.Reference;
import java.util.List;

/** What was published of one record of the catalogue, oldest first. */
public record Publications(List<Reference> versions) {

  public static final Publications NONE = new Publications(List.of());
}
