package io.botfunnel.starter.doctor;

import io.botfunnel.tracking.event.ClickId;
import org.jspecify.annotations.Nullable;

/** Whether a landing page's uid fits into the payload of a start link. */
final class UidCheck {
  private static final String CHECK = "uid";
  private static final String RULE =
      "a start payload has at most 64 of A-Z a-z 0-9 _ -, so fb_ leaves 61 for a uid";

  private UidCheck() {}

  static void look(@Nullable String uid, Findings findings) {
    if (uid == null) {
      findings.good(CHECK, "Remember: " + RULE + " (--uid checks one)");
      return;
    }
    try {
      findings.good(CHECK, "The uid fits: its payload is " + new ClickId(uid).identity());
    } catch (IllegalArgumentException broken) {
      findings.failed(
          CHECK,
          "The uid has %d characters or others than allowed: %s; Telegram drops the payload"
              .formatted(uid.length(), RULE),
          "Have the landing page mint shorter uids, of these characters alone");
    }
  }
}
