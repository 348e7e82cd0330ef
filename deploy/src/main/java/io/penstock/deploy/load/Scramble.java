package io.penstock.deploy.load;

/** Numbers that look random and are the same on every machine: dice for what must be repeatable. */
final class Scramble {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  static long of(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  static long of(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return of(hash);
  }

  /** Whether the text is one of so many in a thousand. */
  static boolean picks(String text, int perThousand) {
    return Math.floorMod(of(text), 1000) < perThousand;
  }

  private Scramble() {}
}
