package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.tracking.operations.EntryPage;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Open pages, which get what changes. */
@Tag("slow")
class EventStreamTest extends OneBot {
  private static final AtomicInteger NEXT_USER = new AtomicInteger(1_000);

  private ConsoleAddress console() {
    return bot.console().orElseThrow();
  }

  private int register() {
    int user = NEXT_USER.incrementAndGet();
    bot.tracking().user(user).registration("trader-" + user);
    return user;
  }

  private static boolean shows(LivePage page, int user) {
    return page.of("feed").stream()
        .flatMap(event -> event.as(EntryPage.class).entries().stream())
        .map(Recorded::eid)
        .anyMatch(eid -> eid.equals("trader-" + user));
  }

  @Nested
  class APageThatOpens {
    @Test
    void isToldEverythingAtOnce() {
      int user = register();
      try (LivePage page = LivePage.open(console(), "?period=week")) {
        await().until(() -> !page.of("funnel").isEmpty());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).hasValue("text/event-stream;charset=utf-8");
        assertThat(page.of("status").get(0).as(Status.class).outbox().accepted()).isPositive();
        assertThat(page.of("feed").get(0).as(EntryPage.class).entries())
            .extracting(Recorded::telegramUserId)
            .contains((long) user);
        assertThat(page.of("funnel").get(0).as(Funnel.class).period()).isEqualTo(Period.WEEK);
      }
    }

    @Test
    void withARubbishPeriodIsToldSo() {
      HttpResponse<String> answer = operator.get("/api/live?period=always");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("period is unknown");
    }
  }

  @Nested
  class AnOpenPage {
    @Test
    void isToldWhatHappens() {
      try (LivePage page = LivePage.open(console(), "?period=hour")) {
        await().until(() -> !page.of("funnel").isEmpty());
        long before = registrations(page);
        int user = register();
        await().until(() -> shows(page, user));
        await().until(() -> registrations(page) == before + 1);
        await()
            .until(
                () -> page.latest("status", Status.class).outbox().equals(bot.health().outbox()));
      }
    }

    @Test
    void isToldOfOthersWithinSecondsAndNotOfEach() {
      try (LivePage page = LivePage.open(console())) {
        await().until(() -> !page.of("feed").isEmpty());
        for (int i = 0; i < 200; i++) {
          register();
        }
        int last = register();
        await().until(() -> shows(page, last));
        assertThat(page.of("feed")).as("at most about one a second").hasSizeLessThan(20);
      }
    }

    private long registrations(LivePage page) {
      return page.latest("funnel", Funnel.class).counts().getOrDefault(Step.REGISTRATION, 0L);
    }
  }

  @Nested
  class APageThatReadsNothing {
    @Test
    void delaysNoOther() throws IOException {
      try (Socket slow = Raw.to(console()).listenUnread();
          LivePage page = LivePage.open(console())) {
        await().until(() -> !page.of("feed").isEmpty());
        for (int round = 0; round < 3; round++) {
          int user = register();
          await().until(() -> shows(page, user));
        }
        assertThat(slow.isClosed()).isFalse();
      }
    }
  }

  @Nested
  class Pages {
    @Test
    void areBoundedAndOneThatLeavesMakesRoom() {
      List<LivePage> pages = new ArrayList<>();
      try {
        while (opens(pages)) {
          assertThat(pages).hasSizeLessThanOrEqualTo(EventStream.MAX_CLIENTS);
        }
        HttpResponse<String> refused = operator.get("/api/live");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("20 pages are connected already", "Close one");
      } finally {
        pages.forEach(LivePage::close);
      }
      List<LivePage> next = new ArrayList<>();
      await().until(() -> opens(next));
      next.forEach(LivePage::close);
    }

    private boolean opens(List<LivePage> pages) {
      LivePage page = LivePage.open(console());
      pages.add(page);
      return page.status() == 200;
    }
  }
}
