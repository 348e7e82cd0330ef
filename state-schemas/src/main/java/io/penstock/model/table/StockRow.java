package io.penstock.model.table;

import io.penstock.model.Quality;
import java.time.Instant;

/**
 * Goods of one article and class in one warehouse: a row of {@code stock}.
 *
 * @param onHand how many there are, as the pool says; below 0 while more left than ever came
 * @param locked how many of them are kept for orders
 * @param residue by how many units that and the sum of the ledger differ: 0, or something is wrong
 * @param updatedAt the time of the record that changed it last
 * @param sequence of the ledger's last entry in this row; a higher one replaces it
 */
public record StockRow(
    String pool,
    String sku,
    String warehouse,
    Quality quality,
    long onHand,
    long locked,
    long residue,
    Instant updatedAt,
    long sequence) {}
