package io.botfunnel.starter.console;

import static org.awaitility.Awaitility.await;

import io.botfunnel.starter.TestBot;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An open page of a bot whose process is stopped as a whole, so that it can tell nothing. */
@NeedsChromium
@Tag("slow")
class HungPageTest {
  /** The page waits for 25 s of silence, and then for its own question. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration LOOK = Duration.ofMillis(500);

  @TempDir Path folder;

  @Test
  void saysThatTheBotHangsAndGoesOnWithIt() throws Exception {
    ChildWithConsole child = new ChildWithConsole(folder, DepositingBot.class);
    try (TestBot given = new TestBot(folder).withConsole();
        Browser browser = Browser.open()) {
      child.start(given);
      browser.go(Operator.link(child.console())).awaitText("#verdict-word", "Idle");
      child.signal("STOP");
      awaitVerdict(browser, "Hung");
      child.signal("CONT");
      awaitVerdict(browser, "Idle");
    } finally {
      child.kill();
    }
  }

  private static void awaitVerdict(Browser browser, String word) {
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> browser.text("#verdict-word").contains(word));
  }
}
