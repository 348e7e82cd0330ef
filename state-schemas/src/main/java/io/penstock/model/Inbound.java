package io.penstock.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.Serializable;
import java.time.Instant;

/**
 * Goods of an article that were ordered from a supplier and have not all come.
 *
 * @param purchaseOrder the order's own number; receipts name it
 * @param units that are to come in all, those that have come included
 * @param expectedAt when they will have come; from then on nobody is promised what has not
 * @param presale whether shops may sell them before they come
 */
public record Inbound(
    String pool,
    String sku,
    String purchaseOrder,
    int units,
    Instant expectedAt,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean presale)
    implements Serializable {

  /** What is between SKU and purchase order in the record's id: {@code pool/sku#purchaseOrder}. */
  public static final char OF = '#';

  /** The id of the record that publishes it. */
  public String id() {
    return pool + "/" + sku + OF + purchaseOrder;
  }
}
