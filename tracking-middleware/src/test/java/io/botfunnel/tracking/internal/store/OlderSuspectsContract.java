package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a version refused that counted each death against whatever ran is tried again. */
public abstract class OlderSuspectsContract {
  private static final String DIED = "the process died 3 times while it was handled";

  public final SteppingClock clock = new SteppingClock();

  public abstract String url();

  /** Gives the outbox the names of before. */
  public abstract void restoreWords(Session session) throws SQLException;

  /** The tables that the version before had not. */
  public abstract List<String> newTables();

  /** The migrations that made them. */
  public abstract List<String> newVersions();

  /** As that version left it: there was no table of suspects, and deaths were attempts. */
  private void refuse(String... reasons) {
    try (Store store = GivenOutbox.open(url(), clock)) {
      for (String reason : reasons) {
        String key = "update/" + reason.hashCode();
        NewEntry update = new NewEntry(Topic.INBOX, "chat:" + key, "update", key, "", reason);
        store.lanes().append(List.of(update)).join();
        Entry entry = store.lanes().claim(Topic.INBOX, 1).join().get(0);
        store.lanes().settle(List.of(Settlement.refused(entry, reason))).join();
      }
    }
    Contents.in(
        url(),
        session -> {
          restoreWords(session);
          for (String table : newTables()) {
            session.execute("DROP TABLE " + table);
          }
          session.update("UPDATE entry SET attempts = 3");
          for (String version : newVersions()) {
            OlderWords.forget(session, version);
          }
        });
  }

  @Test
  void isTriedAgainAndSettledLikeAnyOtherAfterTheUpgrade() {
    refuse("unreadable: an update", DIED);
    try (Store store = GivenOutbox.open(url(), clock)) {
      Lanes lanes = store.lanes();
      assertThat(store.operations().quarantined())
          .containsExactly(new Quarantined(Topic.INBOX, 1, Instant.EPOCH));
      List<Entry> tried = lanes.claimQuarantined(Topic.INBOX, Long.MAX_VALUE, 9).join();
      assertThat(tried).extracting(Entry::body).containsExactly(DIED);
      assertThat(lanes.begin(tried.get(0)).join()).contains(new Suspicion(3, 0L));
      lanes.settle(List.of(Settlement.delivered(tried.get(0)))).join();
      assertThat(lanes.books(Topic.INBOX))
          .isEqualTo(new Books(2, 0, 1, 0, 1, 0))
          .matches(Books::balanced);
      assertThat(lanes.claimQuarantined(Topic.INBOX, Long.MAX_VALUE, 9).join()).isEmpty();
    }
  }
}
