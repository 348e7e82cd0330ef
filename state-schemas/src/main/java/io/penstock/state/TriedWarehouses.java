package io.penstock.state;

import io.penstock.model.Reference.Warehouse;
import java.util.List;

/**
 * The warehouses there were when the orders that none of them serves were last tried: only others
 * are worth another try.
 *
 * @param warehouses ordered by name
 */
public record TriedWarehouses(List<Warehouse> warehouses) {}
