package io.botfunnel.bot.metrics;

import static io.botfunnel.bot.metrics.Look.oneIf;

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
record Gauges(MeterRegistry registry, Tags common, Supplier<Look> latest) {
  private static final List<Topic> TOPICS = List.of(Topic.OUTBOX, Topic.INBOX, Topic.CONVERSIONS);

  /** The topics whose handlers may end the process. */
  private static final List<Topic> HANDLED = List.of(Topic.INBOX, Topic.CONVERSIONS);

  void register() {
    TOPICS.forEach(this::books);
    HANDLED.forEach(this::quarantined);
    verdict();
    delivery();
    held();
    bot();
    funnel();
  }

  private void books(Topic topic) {
    Tags tags = Tags.of("topic", topic.name());
    for (State state : State.values()) {
      gauge(
          "botfunnel.entries",
          "Entries by where they stand",
          tags.and("state", state.word()),
          look -> count(look.books(topic), state));
    }
    FunctionCounter.builder("botfunnel.accepted", latest, l -> l.get().books(topic).accepted())
        .description("Entries accepted since the outbox was made")
        .tags(common)
        .tags(tags)
        .register(registry);
    gauge(
        "botfunnel.books.balanced",
        "1 where accepted = delivered + duplicate + waiting + refused + erased",
        tags,
        look -> oneIf(look.books(topic).balanced()));
  }

  private void quarantined(Topic topic) {
    gauge(
        "botfunnel.quarantined",
        "Entries that ended the process, set aside until they are tried again",
        Tags.of("topic", topic.name()),
        look -> look.quarantined(topic));
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
          "1 for how the bot's tracking is, in one word",
          Tags.of("verdict", verdict.word()),
          look -> look.is(verdict));
    }
  }

  private void delivery() {
    for (EndpointHealth.Status status : EndpointHealth.Status.values()) {
      gauge(
          "botfunnel.delivery.status",
          "1 for how delivery is now",
          Tags.of("status", Flow.word(status)),
          look -> look.is(status));
    }
    seconds("botfunnel.oldest.waiting", "How long an event waits now", Look::oldestWaitingSeconds);
    seconds(
        "botfunnel.last.success.timestamp",
        "When XTRACKER last accepted an event, since 1970",
        Look::lastSuccess);
    gauge("botfunnel.in.flight", "Requests on their way", look -> look.health().inFlight());
    gauge("botfunnel.in.flight.limit", "The most at a time now", look -> look.health().limit());
    gauge(
        "botfunnel.dry.run",
        "1 while requests are shown instead of sent",
        look -> oneIf(look.health().dryRun()));
  }

  private void held() {
    gauge("botfunnel.held.batches", "Batches that wait for the disk", Look::heldBatches);
    gauge("botfunnel.held.updates", "Updates in them", Look::heldUpdates);
    seconds("botfunnel.held", "How long they wait", Look::heldSeconds);
  }

  private void bot() {
    gauge(
        "botfunnel.polling",
        "1 while updates can come: Telegram is polled, or has our webhook",
        look -> oneIf(look.polling()));
    gauge(
        "botfunnel.telegram.trouble",
        "1 while something is wrong between Telegram and the bot",
        look -> oneIf(look.inTrouble()));
    gauge("botfunnel.handlers.hanging", "Handlers that run for too long", Look::hangingHandlers);
  }

  private void funnel() {
    for (Step step : Step.values()) {
      gauge(
          "botfunnel.funnel.last.day",
          "How often a step was taken in the last 24 hours",
          Tags.of("step", step.word()),
          look -> look.taken(step));
    }
    for (Step step : List.of(Step.STARTED, Step.DEPOSIT)) {
      gauge(
          "botfunnel.silence",
          "1 while it has not come for several times its usual gap",
          Tags.of("step", step.word()),
          look -> look.silent(step));
    }
  }

  private void gauge(String name, String description, ToDoubleFunction<Look> value) {
    gauge(name, description, Tags.empty(), value);
  }

  private void gauge(String name, String description, Tags tags, ToDoubleFunction<Look> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest.get()))
        .description(description)
        .tags(common)
        .tags(tags)
        .register(registry);
  }

  private void seconds(String name, String description, ToDoubleFunction<Look> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest.get()))
        .description(description)
        .baseUnit("seconds")
        .tags(common)
        .register(registry);
  }
}
