package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.tracking.internal.xtracker.DryRun;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.xtracker.Click;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Each request is shown instead of sent, and nothing real is lost. */
@Tag("slow")
class DryRunTest extends EndToEndTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(DryRun.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    restart(builder().dryRun(true));
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private List<String> logged(Level level) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private void depositOfAnn() {
    tracking.bind(ANN, "abc");
    tracking.user(ANN).deposit("25.00", "USD", "7");
    awaitAllSettled();
  }

  @Nested
  class ARequest {
    @Test
    void isShownInsteadOfSent() {
      depositOfAnn();
      assertThat(xtracker.ledger().calls()).isEmpty();
      assertThat(logged(Level.INFO)).hasSize(2);
      assertThat(logged(Level.INFO).get(0))
          .contains("POST " + xtracker.url() + "/bind", "Authorization: Bearer ***")
          .endsWith("{\"uid\":\"abc\",\"tg_id\":555123}");
      assertThat(logged(Level.INFO).get(1))
          .contains("dry run: not sent", "/events", "\"value\":\"25.00\"", "\"eid\":\"dep-7\"");
    }

    /** The author's transaction is not in the outbox of a dry run. */
    @Test
    void isShownWhereverTheAuthorsConnectionIsTo() throws SQLException {
      try (Connection elsewhere = DriverManager.getConnection("jdbc:h2:mem:")) {
        elsewhere.setAutoCommit(false);
        tracking.user(ANN).within(elsewhere).deposit("25.00", "USD", "7");
        awaitAllSettled();
      }
      assertThat(xtracker.ledger().calls()).isEmpty();
      assertThat(logged(Level.INFO)).hasSize(1);
    }

    @Test
    void countsAsDeliveredWithANoteAndItsBindAsMatched() {
      depositOfAnn();
      assertThat(recorded(ANN, "dep-7").state()).isEqualTo(State.DELIVERED);
      assertThat(recorded(ANN, "dep-7").reason()).isEqualTo(DryRun.NOTE);
      assertThat(recorded(ANN, "bind-" + ANN + "-abc").reason()).isEqualTo(DryRun.NOTE);
      assertThat(tracking.operations().funnel(Period.HOUR).counts())
          .containsEntry(Step.MATCHED, 1L)
          .containsEntry(Step.UNMATCHED, 0L);
      assertThat(tracking.operations().unmatched(9)).isEmpty();
    }

    @Test
    void isShownWithoutTheBearer() {
      depositOfAnn();
      tracking.registerClick(new Click("slug", null, null, null));
      assertThat(log.list).noneMatch(line -> line.toString().contains(xtracker.bearer()));
    }

    @Test
    void thatNeedsAnAnswerGetsOneThatIsMadeUpAndSaysSo() {
      Click click = new Click("slug", null, "camp", null);
      String uid = tracking.registerClick(click);
      assertThat(uid).startsWith("dry-run-").matches("[A-Za-z0-9_-]{1,61}");
      assertThat(tracking.registerClick(click)).isNotEqualTo(uid);
      assertThat(tracking.bind(ANN, uid).queued()).isTrue();
      assertThat(logged(Level.INFO).get(0)).contains("/clicks", "\"link_slug\":\"slug\"");
      assertThat(xtracker.ledger().clicks()).isEmpty();
    }
  }

  @Nested
  class TheRealOutbox {
    @Test
    void keepsWhatWaitsAndIsDeliveredOnceTheDryRunIsOver() {
      restart(builder());
      xtracker.fail(Fault.UNAVAILABLE_503);
      tracking.user(ANN).deposit("25.00", "USD", "real");
      restart(builder().dryRun(true));
      xtracker.heal();
      tracking.user(BOB).deposit("1.00", "USD", "dry");
      awaitAllSettled();
      assertThat(books().accepted()).isOne();
      assertThat(xtracker.ledger().events()).isEmpty();
      restart(builder());
      stepUntilAllSettled();
      assertThat(xtracker.ledger().events())
          .singleElement()
          .satisfies(event -> assertThat(event.eid()).isEqualTo("dep-real"));
      assertThat(books()).isEqualTo(new Books(1, 0, 1, 0, 0, 0));
    }

    @Test
    void isAnotherFileThanTheDryRuns() {
      depositOfAnn();
      tracking.close();
      String real = folder.resolve("outbox").toString();
      try (Outbox outbox = open(real)) {
        assertThat(accepted(outbox.operations())).isZero();
      }
      try (Outbox outbox = open(Outbox.dryRunUrl(real))) {
        assertThat(accepted(outbox.operations())).isEqualTo(2);
      }
    }

    private Outbox open(String url) {
      return Outbox.open(url, clock);
    }

    private long accepted(Operations operations) {
      return operations.books(Topic.OUTBOX).accepted();
    }
  }

  @Nested
  class TheDryRunItself {
    @Test
    void isLoudAtItsStart() {
      assertThat(logged(Level.WARN))
          .singleElement()
          .asString()
          .startsWith("DRY RUN: nothing is sent to XTRACKER")
          .contains(folder.resolve("outbox-dry-run").toString(), "TRACKING_DRY_RUN");
    }

    @Test
    void isToldByTheHealth() {
      assertThat(tracking.health().dryRun()).isTrue();
      restart(builder());
      assertThat(tracking.health().dryRun()).isFalse();
    }

    @Test
    void needsTheSameSettingsAsTheRealOne() {
      URI open = URI.create("http://xtracker.cc");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().url(open).dryRun(true).start())
          .withMessageContaining("xtracker.url");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Tracking.builder().dryRun(true).start())
          .withMessageContaining("xtracker.bearer");
    }

    @Test
    void leavesNoThreadBehind() {
      depositOfAnn();
      tracking.close();
      Awaitility.await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("botfunnel-")));
    }
  }
}
