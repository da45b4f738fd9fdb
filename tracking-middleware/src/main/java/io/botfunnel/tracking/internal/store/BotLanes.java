package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.BotName;
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

/** The queues of one bot: every topic that a caller passes is mapped to the bot's own. */
record BotLanes(BotName bot, Lanes lanes) implements Lanes {
  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return lanes.append(entries.stream().map(entry -> entry.of(bot)).toList());
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return lanes.claim(topic.of(bot), limit);
  }

  @Override
  public CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit) {
    return lanes.claimQuarantined(topic.of(bot), latestMs, limit);
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
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return lanes.settle(settlements);
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return lanes.nextDue(topic.of(bot));
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return lanes.clampDue(topic.of(bot), latestMs);
  }

  @Override
  public CompletableFuture<Boolean> sendAgain(Topic topic, String key) {
    return lanes.sendAgain(topic.of(bot), key);
  }

  @Override
  public Books books(Topic topic) {
    return lanes.books(topic.of(bot));
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    lanes.onDue(topic.of(bot), wake);
  }
}
