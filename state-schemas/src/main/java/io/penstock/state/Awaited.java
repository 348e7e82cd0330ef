package io.penstock.state;

import io.penstock.model.ReceivedNews;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that its marketplace was asked for. Kept in savepoints until it comes.
 *
 * @param news the newest that the order must explain
 * @param asked how often it was asked for
 * @param askAgainAt when it is asked for again, in event time; absent where it was often enough
 */
public record Awaited(ReceivedNews news, int asked, @Nullable Instant askAgainAt) {}
