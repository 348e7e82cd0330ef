package io.penstock.state;

import io.penstock.model.Carrier;
import java.util.List;

/**
 * The services there were when the orders that wait for the number of a waybill were last tried.
 *
 * @param services by carrier and name
 */
public record TriedCarriers(List<Carrier> services) {}
