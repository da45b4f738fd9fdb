package io.botfunnel.tracking.chaos;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One thread of the bot: tells the stories of one user after the other, a report a call. A report
 * that failed is made again, so that a user's reports keep their order. Not thread-safe.
 */
final class Caller implements Runnable {
  static final long NOBODY = 0;

  private final Tracking tracking;
  private final long seed;
  private final LongSupplier users;
  private final Runnable atTheEnd;
  private boolean ended;
  private long user = NOBODY;
  private List<Report> left = List.of();

  /**
   * @param users whose story is next, or {@link #NOBODY} for ever
   * @param atTheEnd called once, when there is nobody left
   */
  Caller(Tracking tracking, long seed, LongSupplier users, Runnable atTheEnd) {
    this.tracking = tracking;
    this.seed = seed;
    this.users = users;
    this.atTheEnd = atTheEnd;
  }

  /** Makes the next report. */
  @Override
  public void run() {
    if (left.isEmpty()) {
      begin();
    }
    if (!left.isEmpty() && acknowledged(left.get(0))) {
      left = left.subList(1, left.size());
      end();
    }
  }

  private void begin() {
    user = users.getAsLong();
    if (user != NOBODY) {
      Line.tell(Line.Word.BEGUN, user);
      left = Story.of(seed, user);
    } else if (!ended) {
      ended = true;
      atTheEnd.run();
    }
  }

  private void end() {
    if (left.isEmpty()) {
      Line.tell(Line.Word.DONE, user);
    }
  }

  private boolean acknowledged(Report report) {
    Line.tell(Line.Word.TRY, report);
    try {
      Receipt receipt = report.to(tracking);
      Line.tell(Line.Word.ACK, receipt.outcome() + " " + receipt.eid() + " " + report);
      return true;
    } catch (OutboxUnavailableException expected) {
      Line.tell(Line.Word.NOT, report);
      return false;
    }
  }
}
