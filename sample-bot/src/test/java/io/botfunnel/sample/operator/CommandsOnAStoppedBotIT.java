package io.botfunnel.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands open the file. */
@Tag("slow")
class CommandsOnAStoppedBotIT extends CommandsContract {
  @Override
  boolean runs() {
    return false;
  }

  @Override
  void afterRetry(String eid) throws Exception {
    assertThat(command("outbox", "show", "deposit", eid).out()).contains("waiting");
  }

  @Test
  void namesAnOutboxThatIsNotThere() throws Exception {
    var none = command("outbox", "list", "--outbox", "elsewhere");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("There is no outbox at elsewhere");
  }
}
