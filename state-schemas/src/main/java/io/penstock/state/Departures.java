package io.penstock.state;

import java.util.List;

/**
 * Whose gatherings may have to leave at the end of one wave. Some may have left before, or been
 * given up: it only says where to look.
 *
 * @param gatherings their keys, in the order in which they were formed
 */
public record Departures(List<String> gatherings) {}
