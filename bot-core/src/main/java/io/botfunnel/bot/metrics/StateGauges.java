package io.botfunnel.bot.metrics;

import static io.botfunnel.bot.metrics.BotSnapshot.oneIf;

import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Registers the gauges, which read the latest snapshot.
 *
 * @param common the tags of each series
 */
record StateGauges(MeterRegistry registry, Tags common, Supplier<BotSnapshot> latest) {
  private static final List<Topic> TOPICS = List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS);

  /** The topics whose handlers may end the process. */
  private static final List<Topic> HANDLER_TOPICS = List.of(Topic.INBOX, Topic.CONVERSIONS);

  void register() {
    TOPICS.forEach(this::books);
    HANDLER_TOPICS.forEach(this::quarantined);
    verdict();
    delivery();
    held();
    telegram();
    funnel();
  }

  private void books(Topic topic) {
    Tags tags = Tags.of("topic", topic.name());
    for (State state : State.values()) {
      gauge(
          "botfunnel.entries",
          "Entries by state",
          tags.and("state", state.word()),
          bot -> count(bot.books(topic), state));
    }
    FunctionCounter.builder(
            "botfunnel.accepted", latest, snapshot -> snapshot.get().books(topic).accepted())
        .description("Entries accepted since the outbox was created")
        .tags(common)
        .tags(tags)
        .register(registry);
    gauge(
        "botfunnel.books.balanced",
        "1 if accepted = delivered + duplicate + waiting + refused + erased",
        tags,
        bot -> oneIf(bot.books(topic).balanced()));
  }

  private void quarantined(Topic topic) {
    gauge(
        "botfunnel.quarantined",
        "Quarantined entries, whose handler ended the process; they are tried again",
        Tags.of("topic", topic.name()),
        bot -> bot.quarantined(topic));
  }

  private static long count(Books books, State state) {
    return switch (state) {
      case WAITING -> books.waiting();
      case DELIVERED -> books.delivered();
      case DUPLICATE -> books.duplicate();
      case REFUSED -> books.refused();
      case ERASED -> books.erased();
    };
  }

  private void verdict() {
    for (TrackingVerdict verdict : TrackingVerdict.values()) {
      gauge(
          "botfunnel.verdict",
          "1 for the verdict on the bot, 0 for the others",
          Tags.of("verdict", verdict.word()),
          bot -> bot.is(verdict));
    }
  }

  private void delivery() {
    for (EndpointHealth.Status status : EndpointHealth.Status.values()) {
      gauge(
          "botfunnel.delivery.status",
          "1 for the state of delivery, 0 for the others",
          Tags.of("status", ActivityMeters.word(status)),
          bot -> bot.is(status));
    }
    seconds(
        "botfunnel.oldest.waiting",
        "Age of the oldest waiting event",
        BotSnapshot::oldestWaitingSeconds);
    seconds(
        "botfunnel.last.success.timestamp",
        "When XTRACKER last accepted an event, since the epoch",
        BotSnapshot::lastSuccess);
    gauge("botfunnel.in.flight", "Requests in flight", bot -> bot.health().inFlight());
    gauge(
        "botfunnel.in.flight.limit",
        "The most requests in flight now",
        bot -> bot.health().limit());
    gauge(
        "botfunnel.dry.run",
        "1 while requests are shown instead of sent",
        bot -> oneIf(bot.health().dryRun()));
  }

  private void held() {
    gauge("botfunnel.held.batches", "Batches that wait for the disk", BotSnapshot::heldBatches);
    gauge("botfunnel.held.updates", "Updates that wait for the disk", BotSnapshot::heldUpdates);
    seconds("botfunnel.held", "How long they have waited", BotSnapshot::heldSeconds);
  }

  private void telegram() {
    gauge(
        "botfunnel.polling",
        "1 while updates can arrive: Telegram is polled, or has the bot's webhook",
        bot -> oneIf(bot.polling()));
    gauge(
        "botfunnel.telegram.trouble",
        "1 while the connection to Telegram fails",
        bot -> oneIf(bot.telegramFailing()));
    gauge(
        "botfunnel.handlers.hanging",
        "Handlers that run for too long",
        BotSnapshot::hangingHandlers);
  }

  private void funnel() {
    for (Step step : Step.values()) {
      gauge(
          "botfunnel.funnel.last.day",
          "How often users took a step in the last 24 hours",
          Tags.of("step", step.word()),
          bot -> bot.count(step));
    }
    for (Step step : List.of(Step.STARTED, Step.DEPOSIT)) {
      gauge(
          "botfunnel.step.stalled",
          "1 while a step is stalled: none for several times its usual gap",
          Tags.of("step", step.word()),
          bot -> bot.stalled(step));
    }
  }

  private void gauge(String name, String description, ToDoubleFunction<BotSnapshot> value) {
    gauge(name, description, Tags.empty(), value);
  }

  private void gauge(
      String name, String description, Tags tags, ToDoubleFunction<BotSnapshot> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest.get()))
        .description(description)
        .tags(common)
        .tags(tags)
        .register(registry);
  }

  private void seconds(String name, String description, ToDoubleFunction<BotSnapshot> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest.get()))
        .description(description)
        .baseUnit("seconds")
        .tags(common)
        .register(registry);
  }
}
