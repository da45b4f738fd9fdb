package io.botfunnel.tracking.internal.store.h2.repair;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.h2.H2Engine;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.h2.file.H2Connection;
import io.botfunnel.tracking.internal.store.h2.file.H2Definitions;
import io.botfunnel.tracking.internal.store.h2.file.H2Fault;
import io.botfunnel.tracking.internal.store.h2.file.Integrity;
import io.botfunnel.tracking.internal.store.h2.file.NewH2File;
import io.botfunnel.tracking.internal.store.h2.file.PlainFiles;
import io.botfunnel.tracking.internal.store.h2.file.ProvenH2;
import io.botfunnel.tracking.internal.store.h2.file.RawStore;
import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.h2.wal.ChunkSums;
import io.botfunnel.tracking.internal.store.h2.wal.Mark;
import io.botfunnel.tracking.internal.store.h2.wal.MarkFile;
import io.botfunnel.tracking.internal.store.h2.wal.WalGap;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WalScan;
import io.botfunnel.tracking.internal.store.h2.wal.WalShape;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.AuditTable;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Repairs a damaged outbox at an operator's command. It keeps copies of the damaged files and
 * recovers every whole frame of the write-ahead log and what the H2 file still has. It reports
 * which numbers are missing. Used by one thread, while no bot runs.
 */
public final class Repair {
  private static final String WHO = "command";

  private final Path path;
  private final Clock clock;
  private final Path file;
  private final Path walFile;
  private final MarkFile markFile;
  private final List<String> notes = new ArrayList<>();
  private final List<String> leftTables = new ArrayList<>();

  private @Nullable Integrity integrity;
  private @Nullable Mark mark;

  private Repair(Path path, Clock clock) {
    this.path = path.toAbsolutePath().normalize();
    this.clock = clock;
    this.file = Path.of(this.path + H2Connection.SUFFIX);
    this.walFile = WriteAheadLog.file(this.path);
    this.markFile = new MarkFile(this.path);
    ProvenH2.require(file);
  }

  /**
   * Checks an outbox and changes nothing.
   *
   * @return what is wrong, a few words each; empty if nothing is
   * @throws OutboxUnavailableException if there is no outbox, it is in use, or the class path has
   *     an H2 that is not proven, or none
   */
  public static List<String> damages(Path path, Clock clock) {
    try {
      return new Repair(path, clock).inspect();
    } catch (IOException e) {
      throw H2Fault.explained(Path.of(path + H2Connection.SUFFIX), e);
    }
  }

  /**
   * Repairs an outbox if anything is wrong with it.
   *
   * @throws OutboxUnavailableException if there is no outbox, it is in use, the disk fails, or the
   *     class path has an H2 that is not proven, or none
   */
  public static RepairResult run(Path path, Clock clock) {
    Repair repair = new Repair(path, clock);
    try {
      List<String> damages = repair.inspect();
      return damages.isEmpty()
          ? new RepairResult(
              repair.file.toString(), damages, 0, List.of(), List.of(), List.of(), List.of())
          : repair.repair(damages);
    } catch (IOException | SQLException | RuntimeException e) {
      throw H2Fault.explained(repair.file, e);
    }
  }

  private List<String> inspect() throws IOException {
    PlainFiles.require(path);
    mark = markFile.exists() ? markFile.read().map(MarkFile.Content::mark).orElse(null) : null;
    if (!Files.exists(file) || Files.size(file) == 0) {
      if (!markFile.exists() && !WriteAheadLog.existsFor(path)) {
        throw new OutboxUnavailableException(
            "There is no outbox at %s. Check tracking.outbox.url".formatted(path));
      }
      return List.of("the file is gone");
    }
    try {
      return RawStore.read(file, this::inspect);
    } catch (RuntimeException e) {
      if (H2Fault.of(e) != H2Fault.CORRUPT) {
        throw H2Fault.explained(file, e);
      }
      integrity = null;
      return List.of("H2 cannot open the file (%s)".formatted(RootCause.of(e)));
    }
  }

  private List<String> inspect(MVStore store) throws IOException {
    Integrity found = Integrity.of(path, store);
    integrity = found;
    if (found.isFileDamaged()) {
      return found.damages();
    }
    if (mark != null && !H2Definitions.haveOurUser(H2Definitions.statements(file, store))) {
      integrity = null;
      return List.of("the file is of a time before the outbox was made, or another program's");
    }
    H2Definitions.requireOurs(file, store);
    return found.damages();
  }

  private RepairResult repair(List<String> damages) throws IOException, SQLException {
    List<Path> kept = new Keeping(List.of(file, walFile, markFile.file())).keep();
    CheckpointNumber checkpoint = integrity == null ? null : integrity.checkpoint();
    if (mark != null && !mark.isNear(checkpoint, WalScan.shape(walFile))) {
      mark = null;
    }
    Salvage salvage = Salvage.of(walFile);
    WalPosition position = position(salvage);
    boolean recreated = integrity == null || integrity.isFileDamaged();
    if (recreated) {
      recreateFile(kept);
    } else if (integrity != null && integrity.isFileOlder()) {
      notes.add(
          "The H2 file is older than it was, or another one, and stays as it is: what was bound, counted or written into tables of your own since is not in it.");
    }
    begin(position, salvage.records());
    List<RepairResult.Range> missing = missing(position, recreated);
    return new RepairResult(
        file.toString(),
        damages,
        salvage.ids().size(),
        missing,
        leftTables,
        notes,
        kept.stream().map(Path::toString).toList());
  }

  /** A position behind everything ever recorded, so that no number is given twice. */
  private WalPosition position(Salvage salvage) {
    WalPosition position = salvage.position();
    if (mark != null) {
      position = position.orLater(mark.wal());
    }
    CheckpointNumber checkpoint = integrity == null ? null : integrity.checkpoint();
    return checkpoint == null
        ? position
        : position.orLater(WalPosition.at(checkpoint.flushed(), checkpoint.flushedId()));
  }

  private void recreateFile(List<Path> kept) throws IOException, SQLException {
    Files.deleteIfExists(file);
    new NewH2File(path).make();
    Path damaged =
        kept.stream()
            .filter(each -> each.toString().contains(H2Connection.SUFFIX))
            .findFirst()
            .orElse(null);
    if (damaged == null || Files.size(damaged) == 0) {
      notes.add(
          "Nothing is left of the H2 file: who is bound to which uid, the funnel and the books begin anew, and tables of your own are gone.");
      return;
    }
    Rescue rescue = new Rescue(damaged, path);
    rescue.copy();
    notes.addAll(rescue.notes());
    leftTables.addAll(rescue.leftTables());
  }

  /** Makes file, log and mark belong together again. */
  private void begin(WalPosition position, List<WalRecord> records) throws IOException {
    CheckpointNumber checkpoint;
    try (MVStore store = RawStore.writing(file)) {
      CheckpointNumber before = CheckpointNumber.of(store).orElseGet(CheckpointNumber::first);
      long number = Math.max(before.number(), mark == null ? 0 : mark.checkpoint()) + 1;
      checkpoint =
          new CheckpointNumber(before.outbox(), number, position.sequence(), position.lastId());
      checkpoint.put(store);
      store.commit();
      store.sync();
    }
    MarkFile begun = new MarkFile(path);
    WriteAheadLog written = new WriteAheadLog(path, begun);
    written.continueAfter(position);
    if (records.isEmpty()) {
      Files.deleteIfExists(walFile);
    } else {
      written.keepOnly(records);
    }
    begun.save(
        new Mark(checkpoint.outbox(), checkpoint.number(), written.position(), 0, 0),
        ChunkSums.none());
    begun.close();
    written.close();
  }

  private List<RepairResult.Range> missing(WalPosition position, boolean recreated) {
    try (H2Engine engine = new H2Engine(path, Retention.ALL_STAYS, MemtableLimits.here(), clock)) {
      return Futures.await(
          engine.lookAtAll(
              tx -> {
                List<RepairResult.Range> missing =
                    missing(tx.session(), candidates(position, recreated));
                AuditTable.add(tx, WHO, audit(missing));
                tx.mustBeForced();
                return missing;
              }));
    }
  }

  private static String audit(List<RepairResult.Range> missing) {
    return missing.isEmpty()
        ? "repaired the outbox; no entry is missing"
        : "repaired the outbox; entries that are missing: " + missing;
  }

  /** Ranges in which entries may be missing. */
  private List<RepairResult.Range> candidates(WalPosition position, boolean recreated) {
    List<RepairResult.Range> ranges = new ArrayList<>();
    if (recreated) {
      ranges.add(new RepairResult.Range(1, position.lastId()));
      return ranges;
    }
    if (integrity != null) {
      for (WalGap gap : integrity.missing()) {
        ranges.add(new RepairResult.Range(gap.fromId(), Math.max(gap.toId(), gap.fromId() - 1)));
      }
    }
    long fromId =
        integrity == null || integrity.checkpoint() == null
            ? 0
            : integrity.checkpoint().flushedId();
    ranges.add(new RepairResult.Range(fromId + 1, position.lastId()));
    return ranges;
  }

  /** The numbers within some ranges that no entry has. */
  private static List<RepairResult.Range> missing(Session session, List<RepairResult.Range> ranges)
      throws SQLException {
    List<RepairResult.Range> missing = new ArrayList<>();
    for (RepairResult.Range range : joined(ranges)) {
      long next = range.from();
      for (long id : new TreeSet<>(EntryTable.known(session, range.from(), range.to()))) {
        addRange(missing, next, id - 1);
        next = id + 1;
      }
      addRange(missing, next, range.to());
    }
    return missing;
  }

  /** Ranges that do not overlap, lowest first, with every number of the given ones. */
  private static List<RepairResult.Range> joined(List<RepairResult.Range> ranges) {
    List<RepairResult.Range> joined = new ArrayList<>();
    long next = Long.MIN_VALUE;
    for (RepairResult.Range range :
        ranges.stream().sorted(Comparator.comparingLong(RepairResult.Range::from)).toList()) {
      addRange(joined, Math.max(next, range.from()), range.to());
      next = Math.max(next, range.to() + 1);
    }
    return joined;
  }

  /** Adds a range unless it is empty, merged with the last one if it continues that. */
  private static void addRange(List<RepairResult.Range> ranges, long from, long to) {
    int last = ranges.size() - 1;
    if (from > to) {
      return;
    }
    if (last >= 0 && ranges.get(last).to() == from - 1) {
      ranges.set(last, new RepairResult.Range(ranges.get(last).from(), to));
    } else {
      ranges.add(new RepairResult.Range(from, to));
    }
  }

  /** Every whole frame of a log, including those behind gaps. */
  private record Salvage(List<WalRecord> records, Set<Long> ids, WalPosition position) {
    static Salvage of(Path walFile) throws IOException, SQLException {
      List<WalRecord> records = new ArrayList<>();
      Set<Long> ids = new HashSet<>();
      WalShape shape =
          WalScan.scan(
              walFile,
              Long.MAX_VALUE,
              (sequence, group) -> group.forEach(each -> take(each, records, ids)));
      WalPosition last = shape.last() == null ? WalPosition.START : shape.last();
      return new Salvage(
          records, ids, last.orLater(WalPosition.at(last.sequence(), shape.lastId())));
    }

    private static void take(WalRecord record, List<WalRecord> records, Set<Long> ids) {
      if (record instanceof WalRecord.AppendedEntry appended) {
        if (ids.add(appended.pending().entry().id())) {
          records.add(record);
        }
      } else {
        records.add(record);
      }
    }
  }

  /** Copies files to names that no earlier repair has used. */
  private record Keeping(List<Path> files) {
    List<Path> keep() throws IOException {
      String suffix = suffix();
      List<Path> kept = new ArrayList<>();
      for (Path each : files) {
        if (Files.exists(each)) {
          Path copy = Path.of(each + suffix);
          OwnerOnlyFiles.create(copy);
          try (OutputStream out = Files.newOutputStream(copy)) {
            Files.copy(each, out);
          }
          kept.add(copy);
        }
      }
      return kept;
    }

    private String suffix() {
      String suffix = ".damaged";
      for (int n = 2; isTaken(suffix); n++) {
        suffix = ".damaged-" + n;
      }
      return suffix;
    }

    private boolean isTaken(String suffix) {
      return files.stream().anyMatch(each -> Files.exists(Path.of(each + suffix)));
    }
  }
}
