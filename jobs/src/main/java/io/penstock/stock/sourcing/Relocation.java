package io.penstock.stock.sourcing;

import io.penstock.state.Parcel;
import java.util.List;

/**
 * Which goods of an order are moved so that one warehouse has all of them.
 *
 * @param here what that one has itself
 * @param moves from where the rest comes, at least one
 */
public record Relocation(String to, List<Parcel.Line> here, List<Move> moves) {

  /** What one warehouse gives. */
  public record Move(String from, List<Parcel.Line> lines) {}
}
