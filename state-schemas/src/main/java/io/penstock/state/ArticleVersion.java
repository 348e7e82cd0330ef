package io.penstock.state;

import java.time.Instant;

/**
 * What was published of an article, as far as its parcels go by it.
 *
 * @param from when it begins to hold
 */
public record ArticleVersion(Instant from, Transport transport) {}
