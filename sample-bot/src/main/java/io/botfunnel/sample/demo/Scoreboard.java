package io.botfunnel.sample.demo;

import io.botfunnel.testkit.xtracker.Ledger;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.tracking.outbox.Books;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The funnel as the tracker has recorded it, next to the bot's own books. */
final class Scoreboard {
  private final Crowd crowd;
  private final Ledger ledger;
  private final Supplier<Books> books;

  Scoreboard(Crowd crowd, Ledger ledger, Supplier<Books> books) {
    this.crowd = crowd;
    this.ledger = ledger;
    this.books = books;
  }

  /** Returns the whole score in one line. */
  String line() {
    return "users %d  bound %d  contact %d  subscribed %d  registration %d  deposit %d  revenue %s | %s"
        .formatted(
            crowd.arrived(),
            bound(),
            recorded("contact"),
            recorded("subscribed"),
            recorded("registration"),
            recorded("deposit"),
            revenue(),
            books.get());
  }

  /** Compares what the bot accepted with what the tracker recorded. */
  String verdict() {
    Books now = books.get();
    int recorded = ledger.events().size() + ledger.binds().size();
    return now.balanced() && now.accepted() == recorded
        ? "Nothing lost, nothing counted twice: %d accepted, %d recorded; %d sent again after a lost answer"
            .formatted(now.accepted(), recorded, now.duplicate())
        : "%d accepted, %d recorded so far; %d wait on disk"
            .formatted(now.accepted(), recorded, now.waiting());
  }

  private long bound() {
    return ledger.binds().stream().filter(RecordedBind::matched).count();
  }

  private int recorded(String event) {
    return ledger.events(event).size();
  }

  private String revenue() {
    String sums =
        ledger.events("deposit").stream()
            .map(RecordedEvent::currency)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .map(currency -> ledger.revenue(currency) + " " + currency)
            .collect(Collectors.joining(" + "));
    return sums.isEmpty() ? BigDecimal.ZERO.toString() : sums;
  }
}
