package io.botfunnel.starter.doctor;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.StartPrefix;
import org.jspecify.annotations.Nullable;

/** Checks that a landing page's uid fits into the payload of a start link. */
final class UidCheck {
  private static final String CHECK = "uid";

  private UidCheck() {}

  static void check(@Nullable String uid, StartPrefix prefix, FindingCollector findings) {
    String rule =
        "a start payload has at most 64 characters of A-Z a-z 0-9 _ -, so %s leaves %d for a uid"
            .formatted(prefix, prefix.longestUid());
    if (uid == null) {
      findings.good(CHECK, "No uid was given to check (--uid): " + rule);
      return;
    }
    try {
      findings.good(CHECK, "The uid fits: its payload is " + prefix.payloadOf(new ClickId(uid)));
    } catch (IllegalArgumentException broken) {
      findings.failed(
          CHECK,
          "The uid of %d characters is too long or has others than allowed: %s. Telegram drops it"
              .formatted(uid.length(), rule),
          "Make the landing page create shorter uids, of these characters only");
    }
  }
}
