package io.botfunnel.tracking.internal.store;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.operations.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with an outbox in it, as a kill or a clean stop has left it, to be damaged. */
public final class OutboxFolder {
  public static final UserId ANN = new UserId(1);

  private final Path folder;

  public OutboxFolder(Path folder) {
    this.folder = folder;
  }

  public Path outbox() {
    return folder.resolve("outbox");
  }

  public Path file() {
    return folder.resolve("outbox.mv.db");
  }

  public Path journal() {
    return folder.resolve("outbox.journal");
  }

  public Path mark() {
    return folder.resolve("outbox.mark");
  }

  public Store open() {
    return open(Clock.systemUTC());
  }

  Store open(Clock clock) {
    return Store.open(outbox().toString(), new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  public static String report(Store store, String traderId) {
    return store
        .intake()
        .record(List.of(Conversion.registration(ANN, traderId, Instant.EPOCH)))
        .join()
        .get(0)
        .eid()
        .value();
  }

  public static List<String> eids(Store store) {
    return store.timeline(ANN, Integer.MAX_VALUE).stream().map(Recorded::eid).toList();
  }

  /** Records so many one after the other, each in a frame of its own, and is killed. */
  public void killedAfter(int events) throws IOException {
    killedAfter("trader-", events);
  }

  public void killedAfter(String name, int events) throws IOException {
    Map<String, byte[]> left;
    // While time stands still nothing is flushed: the files may be copied
    try (Store store = open(new SteppingClock())) {
      for (int i = 0; i < events; i++) {
        report(store, name + i);
      }
      left = content();
    }
    restore(left);
  }

  /** Records so many, and is closed. */
  public void closedAfter(int events) {
    try (Store store = open()) {
      for (int i = 0; i < events; i++) {
        report(store, "trader-" + i);
      }
    }
  }

  /** What is in the folder, by name. */
  public Map<String, byte[]> content() throws IOException {
    Map<String, byte[]> content = new HashMap<>();
    for (Path file : files()) {
      content.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return content;
  }

  /** What is in the folder, with its times: to be the same before and after. */
  public Map<String, String> state() throws IOException {
    Map<String, String> state = new HashMap<>();
    state.put(".", Files.getLastModifiedTime(folder).toString());
    for (Path file : files()) {
      state.put(
          file.getFileName().toString(),
          Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return state;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  public void restore(Map<String, byte[]> content) throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  void copyTo(OutboxFolder other) throws IOException {
    for (Path file : files()) {
      Files.copy(
          file, other.folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes over a part of a file. */
  public static void overwrite(Path file, int at, byte[] bytes) throws IOException {
    byte[] content = Files.readAllBytes(file);
    System.arraycopy(bytes, 0, content, at, Math.min(bytes.length, content.length - at));
    Files.write(file, content);
  }
}
