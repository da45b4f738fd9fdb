package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A limit that is met is counted each time, and said seldom. */
class LimitReportsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(LimitReports.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-24T23:00:00Z"));
  private final List<Limit> counted = new ArrayList<>();

  private final LimitReports reports =
      new LimitReports(
          new Observer() {
            @Override
            public void limitExceeded(Limit limit) {
              counted.add(limit);
            }
          },
          clock);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void isSaidOncePerUserAndDay() {
    for (int i = 0; i < 1_500; i++) {
      reports.exceeded(Limit.NEW_UIDS, "user:42");
    }
    assertThat(said()).hasSize(1).first().asString().startsWith("user:42: more new uids");
    assertThat(counted).hasSize(1_500);
    reports.exceeded(Limit.NEW_UIDS, "user:43");
    reports.exceeded(Limit.CONFLICTS, "user:42");
    assertThat(said()).hasSize(3);
    clock.advance(Duration.ofHours(1));
    reports.exceeded(Limit.NEW_UIDS, "user:42");
    assertThat(said()).hasSize(4);
  }

  @Test
  void isSaidOfAThousandUsersADayAtMost() {
    for (int user = 1; user <= 3_000; user++) {
      reports.exceeded(Limit.NEW_UIDS, "user:" + user);
    }
    assertThat(said()).hasSize(1_000);
    assertThat(counted).hasSize(3_000);
  }
}
