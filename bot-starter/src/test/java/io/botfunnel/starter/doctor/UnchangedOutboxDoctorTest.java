package io.botfunnel.starter.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.doctor.Finding.Severity;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a bot has left, the doctor leaves it so: not a byte, not a time, not a name changes. */
class UnchangedOutboxDoctorTest extends DoctorStage {
  private void leave() throws IOException {
    Path made = folder.resolve("made").resolve("outbox");
    Files.createDirectories(outbox().getParent());
    // While time stands still nothing is flushed: the files may be copied, as a kill leaves them
    try (Tracking bot =
        Tracking.builder()
            .bearer("a-bearer")
            .url(URI.create("http://127.0.0.1:1"))
            .outbox(made)
            .clock(new SteppingClock())
            .start()) {
      for (int i = 0; i < 30; i++) {
        bot.user(1).deposit("25.00", "USD", "tx-" + i);
      }
      try (Stream<Path> files = Files.list(made.getParent())) {
        for (Path file : files.toList()) {
          Files.copy(file, outbox().resolveSibling(file.getFileName()));
        }
      }
    }
  }

  private Path part(String suffix) {
    return Path.of(outbox() + suffix);
  }

  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    Path data = outbox().getParent();
    state.put(".", Files.getLastModifiedTime(data).toString());
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        state.put(
            file.getFileName().toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return state;
  }

  @Test
  void afterACleanStop() throws IOException {
    bot().close();
    assertThat(part(".journal")).doesNotExist();
    Map<String, String> before = state();
    assertThat(wrong(examine())).isEmpty();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void afterAKill() throws IOException {
    leave();
    assertThat(part(".journal")).isNotEmptyFile();
    Map<String, String> before = state();
    assertThat(wrong(examine())).isEmpty();
    assertThat(state()).isEqualTo(before);
  }

  private void assertNamesDamageAndChangesNothing(String what) throws IOException {
    Map<String, String> before = state();
    Finding fault = theOnlyFault();
    assertNamed(fault, Severity.FAILED, what, "outbox repair");
    assertThat(fault.check()).isEqualTo("outbox");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void withAHoleInTheJournal() throws IOException {
    leave();
    byte[] journal = Files.readAllBytes(part(".journal"));
    Arrays.fill(journal, journal.length / 2, journal.length / 2 + 64, (byte) 7);
    Files.write(part(".journal"), journal);
    assertNamesDamageAndChangesNothing("is damaged");
  }

  @Test
  void whereTheJournalIsGone() throws IOException {
    leave();
    Files.delete(part(".journal"));
    assertNamesDamageAndChangesNothing("is damaged");
  }

  @Test
  void whereTheFileIsCut() throws IOException {
    bot().close();
    byte[] file = Files.readAllBytes(part(".mv.db"));
    Files.write(part(".mv.db"), Arrays.copyOf(file, file.length - 12_288));
    assertNamesDamageAndChangesNothing("is damaged");
  }

  /** There is no outbox, but there was one: the bot would not begin another. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereTheFileIsGoneOrEmpty(boolean gone) throws IOException {
    leave();
    if (gone) {
      Files.delete(part(".mv.db"));
    } else {
      Files.write(part(".mv.db"), new byte[0]);
    }
    assertNamesDamageAndChangesNothing("is gone");
  }
}
