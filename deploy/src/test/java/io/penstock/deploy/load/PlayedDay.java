package io.penstock.deploy.load;

import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.Order;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A day as the hub reads it: every message put through the shipped mappings. */
final class PlayedDay {

  /** When the first message arrives. */
  static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

  /** Messages, and what the mappings made of them, in the order of arrival. */
  final List<Message> messages = new ArrayList<>();

  private final List<RawRecord> records = new ArrayList<>();

  final Map<Message, String> refusals = new LinkedHashMap<>();
  final Map<String, List<ReceivedOrder>> versions = new LinkedHashMap<>();

  /** Which order of the day it is, by its key. */
  final Map<String, Long> indexes = new LinkedHashMap<>();

  static PlayedDay of(PeakDay day) {
    PlayedDay played = new PlayedDay();
    Normaliser normaliser = new Normaliser(Marketplaces.shipped());
    for (Message message : day) {
      played.messages.add(message);
      RawRecord raw = message.raw(played.messages.size(), START.plusMillis(message.slot()));
      played.records.add(raw);
      try {
        for (ReceivedOrder order : normaliser.normalise(raw).received(raw)) {
          played.versions.computeIfAbsent(order.key(), key -> new ArrayList<>()).add(order);
          played.indexes.put(order.key(), message.order());
        }
      } catch (UnreadableException refused) {
        played.refusals.put(message, refused.code());
      }
    }
    return played;
  }

  /** The messages as records of the topic. */
  List<RawRecord> records() {
    return records;
  }

  /** Each order as its newest version has it; of two that are equally new, the later one. */
  List<Order> newest() {
    return versions.values().stream().map(PlayedDay::newest).toList();
  }

  static Order newest(List<ReceivedOrder> versions) {
    Order newest = versions.get(0).order();
    for (ReceivedOrder version : versions) {
      if (!version.order().modifiedAt().isBefore(newest.modifiedAt())) {
        newest = version.order();
      }
    }
    return newest;
  }
}
