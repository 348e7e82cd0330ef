package io.penstock.state;

import io.penstock.model.StockUpdate;

/**
 * A stock update that waits: of its article the newest.
 *
 * @param soldOut in which lane it stands
 * @param place its number in there
 */
public record WaitingUpdate(StockUpdate update, boolean soldOut, long place) {}
