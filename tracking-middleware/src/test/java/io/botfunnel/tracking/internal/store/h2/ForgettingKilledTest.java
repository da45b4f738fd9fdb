package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.Bytes;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that forgets people is killed in the middle of it; {@code -Dbotfunnel.kills} times. */
@Tag("slow")
class ForgettingKilledTest {
  private static final int KILLS = Thoroughness.of("botfunnel.kills", 1, 2);
  private static final int MOST_BEFORE_A_KILL = 6;

  @TempDir Path folder;
  private long next = ForgettingChild.FIRST;

  @Test
  void nobodyWhoWasForgottenIsInAnyFileAfterTheNextStart() throws IOException {
    for (int kill = 0; kill < KILLS; kill++) {
      long first = next;
      forgetAndKill();
      reopen();
      Bytes forgotten = new Bytes();
      for (long id = first; id < next; id++) {
        forgotten.number(id).text(ForgettingChild.uidOf(id));
      }
      assertThat(forgotten.foundIn(folder)).isEmpty();
      // The one after them was being recorded or forgotten
      next++;
    }
  }

  private void forgetAndKill() {
    int told = ThreadLocalRandom.current().nextInt(1, MOST_BEFORE_A_KILL);
    try (ChildJvm child = ChildJvm.start(ForgettingChild.class, outbox(), String.valueOf(next))) {
      for (int i = 0; i < told; i++) {
        Optional<String> line = child.nextReport();
        assertThat(line).contains("gone " + next);
        next++;
      }
      // It goes on while the signal is on its way
      next += child.kill().size();
    }
  }

  private String outbox() {
    return folder.resolve("outbox").toString();
  }

  private void reopen() throws IOException {
    try (Store store =
        Store.open(outbox(), new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC())) {
      assertThat(store.operations().books(Topic.OUTBOX).balanced()).isTrue();
    }
  }
}
