package io.botfunnel.starter.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sessions of browsers and scripts, each with two secrets. A browser keeps one secret in a
 * cookie, which it also sends to every other port of this machine. It keeps the other in its page,
 * which no other port sees; neither is of use alone. Sessions live in memory, so a restart ends
 * them all. Their number and their age are bounded. Safe for use from any thread.
 */
final class Sessions {
  static final Duration OF_A_BROWSER = Duration.ofHours(12);
  static final Duration OF_A_SCRIPT = Duration.ofHours(1);
  static final Duration OF_AN_INVITATION = Duration.ofMinutes(5);
  static final int MOST = 32;

  private final Clock clock;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Invitation> invitations = new ArrayList<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  private interface Ending {
    Instant endsAt();
  }

  /**
   * A session of a browser or a script.
   *
   * @param id the first secret, which a browser holds in its cookie
   * @param secret the second secret, which a browser holds in its page
   */
  record Session(String id, String secret, Instant endsAt) implements Ending {
    /** Returns both secrets in one text, for a script. */
    String key() {
      return id + "." + secret;
    }

    @Override
    public String toString() {
      return "Session[***, endsAt=" + endsAt + "]";
    }
  }

  private record Invitation(String key, Instant endsAt) implements Ending {}

  /** Returns a key that lets one browser in, once and within a short time. */
  synchronized String invite() {
    Invitation invitation =
        new Invitation(RandomText.next(), clock.instant().plus(OF_AN_INVITATION));
    add(invitations, invitation);
    return invitation.key();
  }

  /** Starts the session of a browser and uses up the invitation's key. */
  synchronized Optional<Session> enter(String key) {
    forgetOld();
    Optional<Invitation> invited =
        invitations.stream().filter(each -> Proof.same(each.key(), key)).findFirst();
    invited.ifPresent(invitations::remove);
    return invited.map(used -> begin(OF_A_BROWSER));
  }

  /** Starts a session for a script, valid for a short time. */
  synchronized Session letScriptIn() {
    return begin(OF_A_SCRIPT);
  }

  private Session begin(Duration length) {
    Session session =
        new Session(RandomText.next(), RandomText.next(), clock.instant().plus(length));
    add(sessions, session);
    return session;
  }

  /** Returns the session with the given secrets. */
  synchronized Optional<Session> find(String id, String secret) {
    forgetOld();
    return sessions.stream().filter(each -> Proof.same(each.key(), id + "." + secret)).findFirst();
  }

  /** Whether a session has not ended yet. */
  synchronized boolean lasts(Session session) {
    forgetOld();
    return sessions.contains(session);
  }

  synchronized void end(Session session) {
    sessions.remove(session);
  }

  /** If there are too many, the one whose end is nearest is dropped. */
  private <T extends Ending> void add(List<T> all, T one) {
    forgetOld();
    if (all.size() >= MOST) {
      all.remove(all.stream().min(Comparator.comparing(Ending::endsAt)).orElseThrow());
    }
    all.add(one);
  }

  private void forgetOld() {
    Instant now = clock.instant();
    sessions.removeIf(each -> !each.endsAt().isAfter(now));
    invitations.removeIf(each -> !each.endsAt().isAfter(now));
  }
}
