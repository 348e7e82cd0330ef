package io.penstock.state;

import java.time.Instant;
import java.util.List;

/**
 * The labels of one warehouse and carrier that are gathered in one window.
 *
 * @param window when it begins
 * @param until the first instant that is not of it
 * @param most so many labels are a batch, at most
 * @param batches how many the window has had
 * @param labels that are in none of them, in the order in which they were asked for
 */
public record OpenBatch(
    Instant window, Instant until, int most, int batches, List<AskedLabel> labels) {}
