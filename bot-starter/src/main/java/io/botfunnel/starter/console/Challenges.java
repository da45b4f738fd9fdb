package io.botfunnel.starter.console;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The console's half of a call by proof. A challenge costs no memory: it is signed, and known again
 * by that. Each serves one call within a minute. Only a call that was proven is remembered, so
 * strangers who ask for challenges fill nothing. Safe for use from any thread.
 */
final class Challenges {
  private static final Duration VALID = Duration.ofMinutes(1);
  private static final int MOST_TAKEN = 20_000;

  private final Proof proof;
  private final Clock clock;
  private final Map<String, Long> taken = new HashMap<>();

  Challenges(Proof proof, Clock clock) {
    this.proof = proof;
    this.clock = clock;
  }

  /**
   * What a client is answered that wants to call.
   *
   * @param challenge what its call has to be signed with
   * @param proof that the console holds the key
   */
  record Challenge(String challenge, String proof) {
    Challenge {
      Objects.requireNonNull(challenge);
      Objects.requireNonNull(proof);
    }
  }

  /**
   * @param nonce what the client has not sent before, so that no old answer fits
   */
  Challenge answer(String nonce) {
    String atMs = String.valueOf(clock.millis());
    String random = RandomText.next();
    String challenge = String.join(".", atMs, random, proof.ofChallenge(atMs, random));
    return new Challenge(challenge, proof.ofConsole(nonce, challenge));
  }

  /** Whether it is one of ours that is still valid and has served no call; now it has. */
  synchronized boolean take(String challenge) {
    String[] parts = challenge.split("\\.", -1);
    if (parts.length != 3 || !Proof.same(proof.ofChallenge(parts[0], parts[1]), parts[2])) {
      return false;
    }
    long now = clock.millis();
    long endsAt = Long.parseLong(parts[0]) + VALID.toMillis();
    taken.values().removeIf(end -> end < now);
    return now <= endsAt
        && taken.size() < MOST_TAKEN
        && taken.putIfAbsent(challenge, endsAt) == null;
  }
}
