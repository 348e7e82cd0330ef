package io.penstock.state;

import java.util.List;

/** Who waits for one SKU, in the order in which they are served. */
public record WaitingQueue(List<Waiting> entries) {}
