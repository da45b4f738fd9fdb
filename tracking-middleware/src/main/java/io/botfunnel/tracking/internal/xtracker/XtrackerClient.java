package io.botfunnel.tracking.internal.xtracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.xtracker.http.BaseUrl;
import io.botfunnel.tracking.internal.xtracker.http.Bearer;
import io.botfunnel.tracking.internal.xtracker.http.BearerValue;
import io.botfunnel.tracking.internal.xtracker.http.Excerpt;
import io.botfunnel.tracking.internal.xtracker.http.Faults;
import io.botfunnel.tracking.internal.xtracker.http.HttpAnswer;
import io.botfunnel.tracking.internal.xtracker.http.Limits;
import io.botfunnel.tracking.internal.xtracker.http.Target;
import io.botfunnel.tracking.internal.xtracker.http.Transport;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.xtracker.Click;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * XTRACKER over HTTP: sends binds and events and registers clicks. It follows no redirect, never
 * repeats a request that may have been received, and shows its bearer nowhere.
 *
 * <p>Thread-safe. Functions chained to its futures run on one of its few threads and must not
 * block.
 */
public final class XtrackerClient implements Xtracker {
  /** The detail of a delivered bind whose uid belongs to no click of this space. */
  public static final String UNMATCHED = Answers.UNMATCHED;

  private final BaseUrl url;
  private final EnumMap<Call, Target> targets;
  private final Bearer bearer;
  private final Answers answers;
  private final Faults faults;
  private final Transport transport;

  XtrackerClient(
      BaseUrl url, Bearer bearer, Clock clock, Limits limits, Optional<OutboundProxy> proxy) {
    Optional<OutboundProxy> between = proxy.filter(it -> it.leadsTo(url.host()));
    this.url = url;
    this.targets = targets(url);
    this.bearer = bearer;
    this.answers = new Answers(clock);
    this.faults = new Faults(limits, between);
    this.transport = Transport.start(limits, between);
  }

  private static EnumMap<Call, Target> targets(BaseUrl url) {
    EnumMap<Call, Target> targets = new EnumMap<>(Call.class);
    for (Call call : Call.values()) {
      targets.put(call, Target.of(url.at(call.path())));
    }
    return targets;
  }

  /** Starts a builder with the default values; the URL and the bearer are required. */
  public static XtrackerClientBuilder builder() {
    return new XtrackerClientBuilder();
  }

  /**
   * Sends the entry's body once, byte for byte: a bind to {@code /bind}, everything else to {@code
   * /events}. The future always completes normally.
   */
  @Override
  public CompletableFuture<AttemptResult> send(Entry entry) {
    BearerValue secret = bearer.read();
    String value = secret.value();
    if (value == null) {
      return CompletableFuture.completedFuture(unauthorized(secret));
    }
    return send(Call.of(entry.kind()), entry.body(), value).exceptionally(this::later);
  }

  private CompletableFuture<AttemptResult> send(Call call, String body, String secret) {
    Excerpt excerpt = Excerpt.without(secret);
    return post(call, body, secret).thenApply(http -> answers.read(call, http, excerpt));
  }

  private CompletableFuture<HttpAnswer> post(Call call, String body, String secret) {
    Target target = Objects.requireNonNull(targets.get(call));
    return transport.post(target, body.getBytes(UTF_8), secret);
  }

  private static AttemptResult unauthorized(BearerValue secret) {
    return AttemptResult.of(AttemptOutcome.UNAUTHORIZED, secret.problem());
  }

  private AttemptResult later(Throwable fault) {
    return AttemptResult.of(AttemptOutcome.LATER, faults.describe(fault));
  }

  /** Reads the bearer from its supplier. The number changes when the bearer has changed. */
  @Override
  public long secretVersion() {
    return bearer.version();
  }

  @Override
  public CompletableFuture<ClickId> registerClick(Click click) {
    BearerValue secret = bearer.read();
    String value = secret.value();
    if (value == null) {
      return CompletableFuture.failedFuture(Clicks.failed(secret.problem(), "No request was sent"));
    }
    return register(click, value);
  }

  private CompletableFuture<ClickId> register(Click click, String secret) {
    Excerpt excerpt = Excerpt.without(secret);
    return post(Call.CLICKS, Clicks.body(click), secret)
        .handle((http, fault) -> minted(http, fault, excerpt));
  }

  private ClickId minted(@Nullable HttpAnswer http, @Nullable Throwable fault, Excerpt excerpt) {
    if (http == null) {
      String why = fault == null ? "no answer" : faults.describe(fault);
      throw Clicks.failed(why, "Try again later, and check xtracker.url if it stays so");
    }
    return Clicks.read(http, excerpt);
  }

  /** Waits at most 2 s for the requests in flight, then aborts them. A second call does nothing. */
  @Override
  public void close() {
    transport.close();
  }

  /** Names the tracker, never the bearer. */
  @Override
  public String toString() {
    return "XtrackerClient[" + url + "]";
  }
}
