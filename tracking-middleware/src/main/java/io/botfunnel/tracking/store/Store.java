package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.WireFormat;
import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Everything on disk: the lanes, the bindings and the books, in one database that this process owns
 * alone. What its methods answer is committed. Safe for use from any thread.
 */
public final class Store implements AutoCloseable {
  private final GroupWriter writer;
  private final StoredLanes lanes;
  private final Bindings bindings;
  private final Recorder recorder;
  private final Listings listings;
  private final StoreOperations operations;

  private Store(
      Database database,
      WireFormat wire,
      Attribution attribution,
      Retention retention,
      boolean tellsConversions,
      Room room,
      Clock clock) {
    Memory memory = new Memory(room);
    this.writer = new GroupWriter(database, memory, new Upkeep(memory, retention), clock);
    this.lanes = new StoredLanes(writer, memory);
    this.bindings = new Bindings(attribution);
    this.recorder =
        new Recorder(writer, lanes, bindings, wire, new Telling(lanes, bindings, tellsConversions));
    this.listings = new Listings(wire, bindings);
    this.operations = new StoreOperations(writer, memory, bindings, listings, recorder);
  }

  /**
   * Opens the store, creating it where there is none.
   *
   * @param url a path without {@code .mv.db}, which is an H2 file, such as {@code data/outbox}
   * @param tellsConversions whether what is recorded goes into {@link Topic#CONVERSIONS} too, which
   *     somebody has to move then
   * @throws IllegalArgumentException if the url is not such a path
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  public static Store open(
      String url,
      WireFormat wire,
      Attribution attribution,
      Retention retention,
      boolean tellsConversions,
      Clock clock) {
    return new Store(
        new H2File(pathOf(url)),
        wire,
        attribution,
        retention,
        tellsConversions,
        Room.here(),
        clock);
  }

  /** Whether there is one at that url. */
  public static boolean exists(String url) {
    return Files.exists(new H2Connection(pathOf(url)).file());
  }

  /** Opens the store, with room for so much in memory. */
  static Store open(String url, WireFormat wire, Room room, Clock clock) {
    return new Store(
        new H2File(pathOf(url)),
        wire,
        Attribution.LAST_CLICK,
        Retention.DEFAULT,
        false,
        room,
        clock);
  }

  /** Opens the store, with {@link Retention#DEFAULT}, for a bot that is told of nothing. */
  public static Store open(String url, WireFormat wire, Attribution attribution, Clock clock) {
    return open(url, wire, attribution, Retention.DEFAULT, false, clock);
  }

  /** The queues. */
  public Lanes lanes() {
    return lanes;
  }

  /**
   * Calls back with each new contradiction and the lane of whoever reported it, such as {@code
   * user:42} or {@code uid:abc}: on the thread of the store, once it is committed.
   *
   * @param met returns at once and throws nothing
   */
  public void onConflict(BiConsumer<Conflict, String> met) {
    recorder.onConflict(met);
  }

  /** Where events and updates enter. */
  public Intake intake() {
    return recorder;
  }

  /** The uid that a user's events carry now. */
  public Optional<ClickId> uidOf(UserId user) {
    return Answered.of(writer.submit(tx -> bindings.uidOf(tx.session(), user)));
  }

  /** The user to whom a uid belongs. */
  public Optional<UserId> userOf(ClickId uid) {
    return Answered.of(writer.submit(tx -> bindings.ownerOf(tx.session(), uid)));
  }

  /** What was recorded for a user, oldest first; at most {@code limit}. */
  public List<Recorded> timeline(UserId user, int limit) {
    return Answered.of(lanes.look(tx -> listings.timeline(tx.session(), user, limit)));
  }

  /** What operators ask and do. */
  public Operations operations() {
    return operations;
  }

  /** Finishes what was submitted, then closes the database. */
  @Override
  public void close() {
    writer.close();
  }

  private static Path pathOf(String url) {
    if (url.isBlank() || url.startsWith("jdbc:")) {
      throw badUrl(url);
    }
    try {
      Path path = Path.of(url).toAbsolutePath();
      if (path.toString().contains(";")) {
        throw badUrl(path.toString());
      }
      return path;
    } catch (InvalidPathException e) {
      throw badUrl(url);
    }
  }

  private static IllegalArgumentException badUrl(String url) {
    // A JDBC URL may carry a password: only its scheme is shown.
    String shown = url.startsWith("jdbc:") ? url.replaceAll("(jdbc:\\w*:?).*", "$1…") : url;
    return new IllegalArgumentException(
        "tracking.outbox.url '%s': it is the path of an H2 file without ';'. Write for example data/outbox"
            .formatted(shown));
  }
}
