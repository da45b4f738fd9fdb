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
  static final Duration BROWSER_LIFETIME = Duration.ofHours(12);
  static final Duration SCRIPT_LIFETIME = Duration.ofHours(1);
  static final Duration INVITATION_LIFETIME = Duration.ofMinutes(5);
  static final int MAX_SESSIONS = 32;

  private final Clock clock;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Invitation> invitations = new ArrayList<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  private interface Expiring {
    Instant expiresAt();
  }

  /**
   * A session of a browser or a script.
   *
   * @param id the first secret, which a browser holds in its cookie
   * @param secret the second secret, which a browser holds in its page
   */
  record Session(String id, String secret, Instant expiresAt) implements Expiring {
    /** Returns both secrets in one text, for a script. */
    String key() {
      return id + "." + secret;
    }

    @Override
    public String toString() {
      return "Session[***, expiresAt=" + expiresAt + "]";
    }
  }

  private record Invitation(String key, Instant expiresAt) implements Expiring {}

  /** Returns a key that lets one browser in, once and within a short time. */
  synchronized String invite() {
    Invitation invitation =
        new Invitation(RandomText.next(), clock.instant().plus(INVITATION_LIFETIME));
    add(invitations, invitation);
    return invitation.key();
  }

  /** Starts the session of a browser and uses up the invitation's key. */
  synchronized Optional<Session> openWithInvitation(String key) {
    removeExpired();
    Optional<Invitation> invited =
        invitations.stream().filter(each -> Proof.same(each.key(), key)).findFirst();
    invited.ifPresent(invitations::remove);
    return invited.map(invitation -> open(BROWSER_LIFETIME));
  }

  /** Starts a session for a script, valid for a short time. */
  synchronized Session openForScript() {
    return open(SCRIPT_LIFETIME);
  }

  private Session open(Duration length) {
    Session session =
        new Session(RandomText.next(), RandomText.next(), clock.instant().plus(length));
    add(sessions, session);
    return session;
  }

  /** Returns the session with the given secrets. */
  synchronized Optional<Session> find(String id, String secret) {
    removeExpired();
    return sessions.stream().filter(each -> Proof.same(each.key(), id + "." + secret)).findFirst();
  }

  /** Whether a session has not ended yet. */
  synchronized boolean isActive(Session session) {
    removeExpired();
    return sessions.contains(session);
  }

  synchronized void close(Session session) {
    sessions.remove(session);
  }

  /** If there are too many, the one whose end is nearest is dropped. */
  private <T extends Expiring> void add(List<T> all, T one) {
    removeExpired();
    if (all.size() >= MAX_SESSIONS) {
      all.remove(all.stream().min(Comparator.comparing(Expiring::expiresAt)).orElseThrow());
    }
    all.add(one);
  }

  private void removeExpired() {
    Instant now = clock.instant();
    sessions.removeIf(each -> !each.expiresAt().isAfter(now));
    invitations.removeIf(each -> !each.expiresAt().isAfter(now));
  }
}
