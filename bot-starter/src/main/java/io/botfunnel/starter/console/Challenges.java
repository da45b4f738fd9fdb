package io.botfunnel.starter.console;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The console's side of a proven call. A challenge costs no memory, because its signature
 * identifies it. Each is valid for one call within a minute. Only a proven call is remembered, so
 * strangers who ask for challenges fill nothing. Safe for use from any thread.
 */
final class Challenges {
  private static final Duration VALID = Duration.ofMinutes(1);
  private static final int MAX_USED = 20_000;

  private final Proof proof;
  private final Clock clock;
  private final Map<String, Long> used = new HashMap<>();

  Challenges(Proof proof, Clock clock) {
    this.proof = proof;
    this.clock = clock;
  }

  /**
   * The answer to a client that wants to make a call.
   *
   * @param challenge the text that the client signs its call with
   * @param proof proves that the console holds the key
   */
  record Challenge(String challenge, String proof) {
    Challenge {
      Objects.requireNonNull(challenge);
      Objects.requireNonNull(proof);
    }
  }

  /**
   * @param nonce a value that the client has never sent before, so that no old answer fits
   */
  Challenge issue(String nonce) {
    String atMs = String.valueOf(clock.millis());
    String random = RandomText.next();
    String challenge = String.join(".", atMs, random, proof.ofChallenge(atMs, random));
    return new Challenge(challenge, proof.ofConsole(nonce, challenge));
  }

  /**
   * Uses up a challenge; returns false if it is not ours, is too old or has already served a call.
   */
  synchronized boolean use(String challenge) {
    String[] parts = challenge.split("\\.", -1);
    if (parts.length != 3 || !Proof.same(proof.ofChallenge(parts[0], parts[1]), parts[2])) {
      return false;
    }
    long now = clock.millis();
    long endsAt = Long.parseLong(parts[0]) + VALID.toMillis();
    used.values().removeIf(end -> end < now);
    return now <= endsAt && used.size() < MAX_USED && used.putIfAbsent(challenge, endsAt) == null;
  }
}
