package io.penstock.deploy.load;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run has sent. Everything was acknowledged by the brokers.
 *
 * @param records to {@code orders.raw}: all versions, repetitions and unreadable ones
 * @param orders different orders, of which at least one message is readable
 * @param unreadable records that must end as dead letters
 * @param receipts records to {@code wms.events}
 * @param startedAt the scheduled time of the first order
 * @param took from the first order to the last acknowledgement
 * @param behind the most that the driver was late against its schedule; zero where there was none.
 *     Latencies measured in a run that was far behind include that delay
 */
public record LoadReport(
    long records,
    long orders,
    long unreadable,
    long receipts,
    Instant startedAt,
    Duration took,
    Duration behind) {}
