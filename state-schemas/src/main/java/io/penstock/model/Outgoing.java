package io.penstock.model;

/**
 * One record on its way to a topic, already serialized. All topics of a job share one transactional
 * sink, so what belongs together becomes visible together.
 *
 * @param topic without the prefix: {@code order-events}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record Outgoing(String topic, String key, byte[] value) {}
