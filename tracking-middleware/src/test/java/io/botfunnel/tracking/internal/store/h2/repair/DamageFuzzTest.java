package io.botfunnel.tracking.internal.store.h2.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damages log, mark and H2 file at random places, after a kill and after a clean stop: each
 * acknowledged event is there, or the loss is named. {@code -Dbotfunnel.damages=1000} asks for more
 * of it, {@code -Dbotfunnel.seed=…} for the same again.
 */
@Tag("slow")
class DamageFuzzTest {
  private static final Logger log = LoggerFactory.getLogger(DamageFuzzTest.class);
  private static final int DAMAGES = Thoroughness.of("botfunnel.damages", 30, 60);
  private static final int EVENTS = 150;

  private static final String MARK = "outbox.mark";

  /** Of the mark's two slots: a magic, nine numbers, a checksum. */
  private static final int SLOT = 4_096;

  private static final int FIELDS = 9;
  private static final int CHECKPOINT = 2;
  private static final int SEQUENCE = 4;
  private static final int LAST_ID = 5;
  private static final long MOST = WalPosition.MOST;
  private static final int CHECKSUM = Integer.BYTES + FIELDS * Long.BYTES;
  private static final long[] ODD = {
    Long.MIN_VALUE + 1, -1, 0, 1_000, 1L << 31, 1L << 61, 1L << 62, Long.MAX_VALUE - 1
  };

  @TempDir Path temporary;

  private final long seed = Long.getLong("botfunnel.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /** A state of the folder, an older one of the same outbox, and what was acknowledged. */
  private record Given(
      String name, Map<String, byte[]> now, Map<String, byte[]> older, Map<String, Long> ids) {}

  @Test
  void eachAcknowledgedEventIsThereOrItsLossIsNamed() throws IOException {
    OutboxFolder folder = new OutboxFolder(temporary);
    List<Given> states = List.of(killed(folder), closed(folder));
    for (int i = 0; i < DAMAGES; i++) {
      Given given = states.get(random.nextInt(states.size()));
      folder.restore(given.now());
      String damage = given.name() + ": " + damage(folder, given);
      String what = "seed %d, damage %d: %s".formatted(seed, i, damage);
      check(folder, given, what);
      if (damage.contains("forged")) {
        goesOn(folder, what);
      }
    }
    log.info("{} damages, seed {}: {}", DAMAGES, seed, outcomes);
  }

  /** Behind these there is no number for what follows, and it would be seen nowhere. */
  @ParameterizedTest
  @CsvSource({
    CHECKPOINT + ", " + MOST,
    CHECKPOINT + ", " + Long.MAX_VALUE,
    SEQUENCE + ", " + MOST,
    SEQUENCE + ", " + Long.MAX_VALUE,
    LAST_ID + ", " + MOST,
    LAST_ID + ", " + Long.MAX_VALUE
  })
  void aMarkWithTheLastNumberOfAllIsNamed(int field, long number) throws IOException {
    OutboxFolder folder = new OutboxFolder(temporary);
    folder.killedAfter(5);
    Files.write(folder.mark(), forged(Files.readAllBytes(folder.mark()), field, number));
    assertThatThrownBy(folder::open)
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining(folder.mark() + " cannot be read");
    assertThat(Store.repair(folder.outbox().toString(), Clock.systemUTC()).missing()).isEmpty();
    goesOn(folder, "repaired");
    assertThat(ids(folder)).hasSize(7);
  }

  private Given killed(OutboxFolder folder) throws IOException {
    folder.closedAfter(EVENTS / 2);
    Map<String, byte[]> older = folder.content();
    folder.killedAfter("killed-", EVENTS / 2);
    return given("killed", folder, older);
  }

  private Given closed(OutboxFolder folder) throws IOException {
    Map<String, byte[]> older = folder.content();
    try (Store store = folder.open()) {
      OutboxFolder.report(store, "last");
    }
    return given("closed", folder, older);
  }

  private static Given given(String name, OutboxFolder folder, Map<String, byte[]> older)
      throws IOException {
    Map<String, byte[]> now = folder.content();
    Map<String, Long> ids = ids(folder);
    folder.restore(now);
    return new Given(name, now, older, ids);
  }

  private static Map<String, Long> ids(OutboxFolder folder) {
    Map<String, Long> ids = new TreeMap<>();
    try (Store store = folder.open()) {
      for (Recorded entry : store.timeline(OutboxFolder.ANN, Integer.MAX_VALUE)) {
        ids.put(String.valueOf(entry.eid()), entry.id());
      }
    }
    return ids;
  }

  private String damage(OutboxFolder folder, Given given) throws IOException {
    List<String> names = new ArrayList<>(new TreeMap<>(given.now()).keySet());
    String name = names.get(random.nextInt(names.size()));
    byte[] bytes = Objects.requireNonNull(given.now().get(name)).clone();
    Map<String, byte[]> damaged = new TreeMap<>(given.now());
    int from = random.nextInt(Math.max(1, bytes.length));
    int to = Math.min(bytes.length, from + 1 + random.nextInt(4_096));
    int kind = random.nextInt(6);
    switch (kind) {
      case 0 -> {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
        damaged.put(name, bytes);
      }
      case 1 -> damaged.put(name, Arrays.copyOf(bytes, from));
      case 2 -> {
        Arrays.fill(bytes, from, to, (byte) 0);
        damaged.put(name, bytes);
      }
      case 3 -> damaged.remove(name);
      case 4 -> damaged.put(MARK, forged(Objects.requireNonNull(given.now().get(MARK))));
      default -> damaged.put(name, given.older().getOrDefault(name, new byte[0]));
    }
    folder.restore(damaged);
    return "%s of %s, bytes %d to %d"
        .formatted(
            List.of("noise", "cut", "zeros", "removal", "forged numbers in the mark, not", "older")
                .get(kind),
            name,
            from,
            to);
  }

  /** A mark with a number that none of us gave, and with the right checksum. */
  private byte[] forged(byte[] mark) {
    long number = ODD[random.nextInt(ODD.length)] + random.nextInt(3) - 1;
    return forged(mark, random.nextInt(FIELDS), number);
  }

  private static byte[] forged(byte[] mark, int field, long number) {
    byte[] forged = mark.clone();
    for (int slot = 0; slot <= SLOT; slot += SLOT) {
      ByteBuffer bytes = ByteBuffer.wrap(forged, slot, SLOT).slice();
      if (bytes.getInt(0) != 0) {
        bytes.putLong(Integer.BYTES + field * Long.BYTES, number);
        CRC32C crc = new CRC32C();
        crc.update(forged, slot, CHECKSUM);
        bytes.putInt(CHECKSUM, (int) crc.getValue());
      }
    }
    return forged;
  }

  /** Whatever the files say: what comes next has a number of its own. */
  private static void goesOn(OutboxFolder folder, String what) {
    try (Store store = folder.open()) {
      OutboxFolder.report(store, "goes");
      OutboxFolder.report(store, "on");
    }
    assertThat(ids(folder)).as(what).containsKeys("goes", "on");
  }

  private void check(OutboxFolder folder, Given given, String what) {
    try {
      assertThat(ids(folder).keySet()).as(what).containsAll(given.ids().keySet());
      count("all there");
    } catch (OutboxUnavailableException named) {
      RepairResult repaired = repaired(folder, what, named);
      List<String> expected =
          given.ids().entrySet().stream()
              .filter(event -> !isMissing(repaired, event.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(ids(folder).keySet()).as("%s: %s", what, repaired).containsAll(expected);
      count(repaired.missing().isEmpty() ? "named, none missing" : "named, missing by number");
    }
  }

  private static RepairResult repaired(
      OutboxFolder folder, String what, OutboxUnavailableException named) {
    try {
      RepairResult repaired = Store.repair(folder.outbox().toString(), Clock.systemUTC());
      assertThat(repaired.wasDamaged()).as(what).isTrue();
      return repaired;
    } catch (OutboxUnavailableException e) {
      e.addSuppressed(named);
      throw new AssertionError(what, e);
    }
  }

  private static boolean isMissing(RepairResult repaired, long id) {
    return repaired.missing().stream().anyMatch(range -> range.from() <= id && id <= range.to());
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
