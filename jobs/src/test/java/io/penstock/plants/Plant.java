package io.penstock.plants;

import java.util.ArrayList;
import java.util.List;

/**
 * A bug that can be planted into one class, and that a test must catch.
 *
 * @param says what goes wrong with it
 * @param breaks the promise that it breaks
 * @param type the simple name of the class: it may lie anywhere
 * @param test the simple name of the test that must catch it, alone
 * @param hangs whether the test may be caught in a loop instead of failing
 * @param before lines as they stand in the class, one after another and once; without indentation
 * @param after lines in their place
 */
record Plant(
    String name,
    String says,
    String breaks,
    String type,
    String test,
    boolean hangs,
    List<String> before,
    List<String> after) {

  /** The class with the bug in it. */
  String into(String source) {
    List<String> lines = source.lines().toList();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + before.size() <= lines.size(); i++) {
      if (standsAt(i, lines)) {
        places.add(i);
      }
    }
    if (before.isEmpty() || places.size() != 1) {
      throw new StalePlantException(
          name + ": " + places.size() + " places in " + type + " instead of one for: " + before);
    }
    List<String> planted = new ArrayList<>(lines);
    List<String> replaced = planted.subList(places.get(0), places.get(0) + before.size());
    replaced.clear();
    replaced.addAll(after);
    return String.join("\n", planted) + "\n";
  }

  private boolean standsAt(int place, List<String> lines) {
    for (int i = 0; i < before.size(); i++) {
      if (!lines.get(place + i).strip().equals(before.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The code has changed, and the list of bugs has not. */
  static final class StalePlantException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StalePlantException(String message) {
      super(message);
    }
  }
}
