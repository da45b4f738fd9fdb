package io.botfunnel.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.testkit.xtracker.Ledger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DemoTest {
  private static final Pace FAST = new Pace(20);

  private final StringWriter out = new StringWriter();

  private Demo demo() {
    return Demo.start(
        Bot.handling(
            context -> {
              if (context.text().startsWith("/deposit")) {
                context.tracking().deposit("25.00", "USD", "tx-" + context.userId().orElseThrow());
              }
            }),
        FAST,
        1,
        new PrintWriter(out, true),
        Clock.systemUTC());
  }

  @Test
  void leadsUsersToADepositThroughAnOutageAndLosesNothing() {
    Demo demo = demo();
    Ledger ledger = demo.sandbox().tracker().ledger();
    try (demo) {
      await().atMost(Duration.ofSeconds(60)).until(() -> ledger.events("deposit").size() >= 3);
      await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("is down"));
      await().atMost(Duration.ofSeconds(60)).until(() -> !ledger.events("subscribed").isEmpty());
    }

    assertThat(ledger.revenue("USD")).isGreaterThanOrEqualTo(new BigDecimal("75.00"));
    // The bot of this test subscribes nobody: those have joined the channel. Nor did the second
    // user
    // write of his deposit: it came by the broker's postback.
    assertThat(ledger.events("subscribed")).isNotEmpty();
    assertThat(ledger.event("dep-tx-2")).isPresent();
    assertThat(out.toString())
        .contains("The sample bot runs here", "Press Ctrl-C to stop", "accepted ", "revenue ")
        .containsPattern("http://127\\.0\\.0\\.1:\\d+/#key=[\\w-]{43}")
        .contains("Nothing lost, nothing counted twice");
  }

  @Test
  void leavesNoFolderBehindAndMayBeClosedTwice() {
    Demo demo = demo();
    Path folder = demo.folder();
    assertThat(folder).isDirectory();

    demo.close();
    demo.close();

    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void endsWhenItsTimeIsOver() throws InterruptedException {
    try (Demo demo = demo()) {
      demo.awaitEnd(Duration.ofMillis(1));
    }
    assertThat(out.toString()).contains("accepted");
  }
}
