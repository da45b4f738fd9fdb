package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.DryRun;
import io.botfunnel.tracking.internal.xtracker.Xtracker;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.internal.xtracker.XtrackerClient;
import io.botfunnel.tracking.internal.xtracker.XtrackerClientBuilder;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Opens the parts of a tracking. If one part fails, the parts opened before are closed again. */
final class TrackingStart {
  private final TrackingConfig config;

  TrackingStart(TrackingConfig config) {
    this.config = config;
  }

  /**
   * Opens the outbox and starts delivery.
   *
   * @throws IllegalArgumentException if a setting is wrong; the message names the setting, the rule
   *     and the remedy
   * @throws OutboxUnavailableException if the outbox cannot be opened
   */
  Tracking run() {
    requireOneMeaning();
    Outbox.requireUrl(config.outbox());
    XtrackerClientBuilder client = client();
    CompletableFuture<Xtracker> xtracker = besides(config.dryRun() ? this::dryRun : client::build);
    try {
      return started(store(), xtracker);
    } catch (RuntimeException | Error e) {
      xtracker.thenAccept(Xtracker::close);
      throw e;
    }
  }

  private Tracking started(Store store, CompletableFuture<Xtracker> xtracker) {
    try {
      return new Tracking(config, store, xtracker);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Builds the client in parallel, so that H2 and the HTTP client load their classes side by side.
   */
  private static CompletableFuture<Xtracker> besides(Supplier<Xtracker> xtracker) {
    return CompletableFuture.supplyAsync(
        xtracker, work -> new Thread(work, "botfunnel-start").start());
  }

  /** Events that a dry run counts as delivered must not be in the outbox of bots that deliver. */
  private void requireOneMeaning() {
    Tracking shared = config.shared();
    if (shared != null && shared.health().dryRun() != config.dryRun()) {
      throw new IllegalArgumentException(
          "bot '%s': of the bots that share an outbox all are a dry run, or none. Set tracking.dry-run alike"
              .formatted(config.bot().bot()));
    }
  }

  private Store store() {
    Tracking shared = config.shared();
    return shared == null
        ? Store.open(
            config.outboxUrl(),
            new XtrackerBodies(),
            config.bot(),
            config.retention(),
            config.clock())
        : shared.store().besides(config.bot());
  }

  private Xtracker dryRun() {
    return DryRun.start(config.url(), config.outboxUrl());
  }

  private XtrackerClientBuilder client() {
    if (config.bearer() == null) {
      throw new IllegalArgumentException(
          "xtracker.bearer is missing: XTRACKER accepts no event without it."
              + " Call bearer(…) with the secret of your space");
    }
    XtrackerClientBuilder client = XtrackerClient.builder();
    if (config.proxy() != null) {
      client.proxy(config.proxy());
    }
    return client
        .url(config.url())
        .bearer(config.bearer())
        .clock(config.clock())
        .maxInFlight(config.limits().maxInFlight())
        .responseTimeout(config.limits().responseTimeout());
  }
}
