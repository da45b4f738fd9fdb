package io.botfunnel.tracking;

import io.botfunnel.tracking.lane.Appended;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.Settlement;
import io.botfunnel.tracking.lane.Suspicion;
import io.botfunnel.tracking.lane.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Lanes that publish the outcome of each settled entry once the settlement is committed. All other
 * calls are passed on. Safe for use from any thread.
 */
record AnnouncedLanes(Lanes lanes, EventOutcomes fates) implements Lanes {

  @Override
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return lanes
        .settle(settlements)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                settlements.forEach(fates::settled);
              }
            });
  }

  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return lanes.append(entries);
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return lanes.claim(topic, limit);
  }

  @Override
  public CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit) {
    return lanes.claimQuarantined(topic, latestMs, limit);
  }

  @Override
  public CompletableFuture<Optional<Suspicion>> begin(Entry entry) {
    return lanes.begin(entry);
  }

  @Override
  public CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion) {
    return lanes.suspect(entry, suspicion);
  }

  @Override
  public CompletableFuture<Void> end(Entry entry) {
    return lanes.end(entry);
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return lanes.nextDue(topic);
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return lanes.clampDue(topic, latestMs);
  }

  @Override
  public CompletableFuture<Boolean> sendAgain(Topic topic, String key) {
    return lanes.sendAgain(topic, key);
  }

  @Override
  public Books books(Topic topic) {
    return lanes.books(topic);
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    lanes.onDue(topic, wake);
  }
}
