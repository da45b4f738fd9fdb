package io.botfunnel.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands talk to the bot's console. */
@Tag("slow")
class CommandsOnARunningBotIT extends CommandsContract {
  @Override
  boolean runs() {
    return true;
  }

  @Override
  void afterRetry(String eid) {
    patiently().until(() -> sandbox.tracker().ledger().event(eid).isPresent());
  }

  @Test
  void aSecondBotDoesNotStartOnTheSameOutbox() throws Exception {
    var second = command("run");
    assertThat(second.code()).isEqualTo(3);
    assertThat(second.err()).contains("in use already");
  }
}
