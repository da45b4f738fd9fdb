package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.RefusedKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of events the tracker refuses, each kind separately: a partner's wrong deposits must
 * not hide behind binds that pass. A kind counts as refused from its third refusal in a row, or
 * from the first if it was never accepted. It no longer counts once two in a row are accepted. A
 * single wrong event among others changes nothing, and neither does a single one that passes by
 * chance. Safe for use from any thread.
 */
final class Refusals {
  private static final int REFUSED_IN_A_ROW = 3;
  private static final int ACCEPTED_IN_A_ROW = 2;

  private final Clock clock;
  private final Map<String, Course> courses = new TreeMap<>();

  Refusals(Clock clock) {
    this.clock = clock;
  }

  synchronized void accepted(String kind) {
    of(kind).accepted();
  }

  synchronized void refused(String kind, String reason) {
    of(kind).refused(reason, clock.instant());
  }

  /** The kinds that are refused now, in order of their names. */
  synchronized List<RefusedKind> now() {
    return courses.entrySet().stream()
        .flatMap(streak -> streak.getValue().refusing(streak.getKey()).stream())
        .toList();
  }

  private Course of(String kind) {
    return courses.computeIfAbsent(kind, any -> new Course());
  }

  /** The history of one kind. */
  private static final class Course {
    private int refusedInARow;
    private int acceptedInARow;
    private boolean everAccepted;
    private boolean refusing;
    private long events;
    private @Nullable Instant since;
    private String reason = "";

    void accepted() {
      everAccepted = true;
      refusedInARow = 0;
      acceptedInARow++;
      if (!refusing || acceptedInARow >= ACCEPTED_IN_A_ROW) {
        refusing = false;
        events = 0;
        since = null;
      }
    }

    void refused(String why, Instant now) {
      refusedInARow++;
      acceptedInARow = 0;
      events++;
      since = since == null ? now : since;
      reason = why;
      refusing = refusing || !everAccepted || refusedInARow >= REFUSED_IN_A_ROW;
    }

    Optional<RefusedKind> refusing(String kind) {
      return Optional.ofNullable(since)
          .filter(began -> refusing)
          .map(began -> new RefusedKind(kind, events, began, reason));
    }
  }
}
