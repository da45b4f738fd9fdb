package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Appended;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.Settlement;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The lanes in a database that this process owns alone. */
final class StoredLanes implements Lanes, Appending {
  private final GroupWriter writer;
  private final Memory memory;
  private final Filing filing;
  private final Claiming claiming;
  private final Settling settling;
  private final Mending mending;

  StoredLanes(GroupWriter writer, Memory memory) {
    this.writer = writer;
    this.memory = memory;
    this.filing = new Filing(memory);
    this.claiming = new Claiming(memory);
    this.settling = new Settling(memory, filing);
    this.mending = new Mending(memory, filing);
  }

  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return writer.submit(
        tx -> {
          List<Appended> results = new ArrayList<>();
          for (NewEntry entry : entries) {
            results.add(append(tx, entry, null));
          }
          return results;
        });
  }

  @Override
  public Appended append(Transaction tx, NewEntry entry, @Nullable String setAside)
      throws SQLException {
    Optional<String> known = fingerprint(tx, entry.topic(), entry.key());
    if (known.isPresent()) {
      return known.get().equals(entry.fingerprint()) ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    Arrival arrival = arrivalOf(entry, tx.nowMs());
    String reason = BodyLength.reason(entry, setAside);
    arrive(tx, reason == null ? arrival : arrival.settled(State.REFUSED, reason, tx.nowMs()));
    return Appended.QUEUED;
  }

  @Override
  public Appended note(Transaction tx, NewEntry entry) throws SQLException {
    if (fingerprint(tx, entry.topic(), entry.key()).isPresent()) {
      return Appended.DUPLICATE;
    }
    arrive(tx, arrivalOf(entry, tx.nowMs()).settled(State.DELIVERED, null, tx.nowMs()));
    return Appended.QUEUED;
  }

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    Hash hash = Hash.of(topic, key);
    Arrival arrived = memory.arrivals().of(hash);
    if (arrived != null) {
      return Optional.of(arrived.fingerprint());
    }
    Optional<String> filed = EntryTable.fingerprint(tx.session(), hash);
    return filed.isPresent() ? filed : PurgedTable.fingerprint(tx.session(), hash);
  }

  private Arrival arrivalOf(NewEntry entry, long nowMs) {
    return Arrival.waiting(
        new Entry(
            memory.nextId(),
            entry.topic(),
            entry.lane(),
            entry.kind(),
            entry.key(),
            entry.body(),
            0,
            nowMs),
        entry.fingerprint());
  }

  private void arrive(Transaction tx, Arrival arrival) throws SQLException {
    filing.makeRoom(tx);
    memory.arrivals().add(tx, arrival);
    memory.tallies().arrived(tx, arrival);
    tx.mayBeDue(arrival.entry().topic());
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return writer.submit(tx -> claiming.claim(tx, topic, limit));
  }

  @Override
  public CompletableFuture<Entry> mark(Entry entry) {
    return writer.submit(
        tx -> {
          if (memory.arrivals().contains(entry)) {
            memory.arrivals().countAttempt(tx, entry);
          } else {
            tx.mustBeForced();
            EntryTable.countAttempt(tx.session(), entry);
          }
          return entry;
        });
  }

  @Override
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return writer.submit(
        tx -> {
          for (Settlement settlement : settlements) {
            settling.settle(tx, settlement);
          }
          return null;
        });
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return writer.submit(tx -> claiming.nextDue(tx, topic));
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return writer.submit(
        tx -> {
          memory.dueLanes(topic).forgetAll();
          return memory.claims(topic).clamp(tx, latestMs).size()
              + LaneTable.clampDue(tx, topic, latestMs);
        });
  }

  @Override
  public CompletableFuture<Boolean> sendAgain(Topic topic, String key) {
    return writer.submit(
        tx -> {
          Hash hash = Hash.of(topic, key);
          filing.settled(tx, hash);
          Optional<Long> id = EntryTable.id(tx.session(), hash);
          Optional<Row> row = id.isPresent() ? Row.of(tx.session(), id.get()) : Optional.empty();
          return row.isPresent() && mending.sendAgain(tx, row.get()) == Mender.Outcome.CHANGED;
        });
  }

  @Override
  public Books books(Topic topic) {
    return memory.tallies().books(topic);
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    writer.onDue(topic, wake);
  }
}
