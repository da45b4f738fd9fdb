package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Takes what is new among the arrivals; it is filed later. */
final class H2Shelf implements Appending.Shelf {
  private final Memory memory;
  private final Filing filing;

  H2Shelf(Memory memory, Filing filing) {
    this.memory = memory;
    this.filing = filing;
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

  @Override
  public Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    Hash hash = Hash.of(topic, key);
    Arrival arrived = memory.arrivals().of(hash);
    return arrived == null
        ? EntryTable.lane(tx.session(), hash)
        : Optional.of(arrived.entry().lane());
  }

  @Override
  public long nextId() {
    return memory.nextId();
  }

  @Override
  public void put(Transaction tx, Arrival arrival) throws SQLException {
    filing.makeRoom(tx);
    memory.arrivals().add(tx, arrival);
    memory.tallies().arrived(tx, arrival);
    tx.mayBeDue(arrival.entry().topic());
  }
}
