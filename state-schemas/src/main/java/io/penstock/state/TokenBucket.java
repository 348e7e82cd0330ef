package io.penstock.state;

/**
 * How much may be sent at once, at most as much as a second brings and one at least, and nothing
 * that was not saved since.
 *
 * @param credit milliseconds times the number of updates in a minute; one update costs 60,000
 * @param at until when, in milliseconds, the credit is reckoned
 */
public record TokenBucket(long credit, long at) {

  private static final long COST = 60_000;

  /** Of somebody who has sent nothing for long. */
  public static TokenBucket full(long now, int perMinute) {
    return new TokenBucket(most(perMinute), now);
  }

  /** The same at a later time; a clock that goes back brings nothing. */
  public TokenBucket until(long now, int perMinute) {
    long more = Math.max(0, now - at);
    // What a second brings is reached long before this is too large.
    long saved = credit + Math.min(more, COST) * perMinute;
    return new TokenBucket(Math.min(most(perMinute), saved), Math.max(at, now));
  }

  public boolean allowsOne() {
    return credit >= COST;
  }

  public TokenBucket afterOne() {
    return new TokenBucket(credit - COST, at);
  }

  /** When, in milliseconds, one more may be sent. */
  public long next(int perMinute) {
    return at + Math.max(0, (COST - credit + perMinute - 1) / perMinute);
  }

  private static long most(int perMinute) {
    return Math.max(COST, 1_000L * perMinute);
  }
}
