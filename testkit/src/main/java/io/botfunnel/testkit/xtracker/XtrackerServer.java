package io.botfunnel.testkit.xtracker;

import io.botfunnel.testkit.FaultPlan;
import io.botfunnel.testkit.InFlight;
import io.botfunnel.testkit.LoopbackServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A local XTRACKER: its whole contract over real HTTP on 127.0.0.1, a {@link Ledger} of what
 * arrived, and every {@link Fault} on demand.
 *
 * <p>It deduplicates as XTRACKER's guide on idempotency says: by uid, event name and eid, or by
 * time if there is no eid. The same conversion under another uid is another row ({@link
 * #oneEidPerSpace} is stricter).
 *
 * <p>A fault hits a call before its key is checked, as an outage does. The guides leave two points
 * open. Here an {@code invalid_*} answer has status 200 ({@link #invalidStatus}), and a bind of a
 * click that another user holds answers {@code matched:false}.
 *
 * <p>Thread-safe. Never prints a secret.
 */
public final class XtrackerServer implements AutoCloseable {
  private final Ledger ledger = new Ledger();
  private final XtrackerContract contract = new XtrackerContract(ledger);
  private final Keys keys = new Keys();
  private final FaultPlan<ReceivedCall, Fault> plan = new FaultPlan<>();
  private final Gate gate = new Gate();
  private final InFlight inFlight = new InFlight();
  private final XtrackerHandler handler =
      new XtrackerHandler(ledger, contract, keys, plan, gate, inFlight);
  private final LoopbackServer server;

  private XtrackerServer(int port) {
    server = LoopbackServer.open(port, "xtracker-server", handler);
  }

  /** Starts on a free port. */
  public static XtrackerServer start() {
    return start(0);
  }

  /**
   * Starts on the given port.
   *
   * @param port the port; 0 for a free one
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public static XtrackerServer start(int port) {
    return new XtrackerServer(port);
  }

  /** Returns the base URL, {@code http://127.0.0.1:PORT}. */
  public URI url() {
    return server.url();
  }

  /** Returns the valid bearer without its scheme; every server has the same until a rotation. */
  public String bearer() {
    return keys.bearer();
  }

  /** Returns the token of {@code GET /e}; every server has the same. */
  public String ingestToken() {
    return keys.ingestToken();
  }

  /** Makes another bearer valid; the old one stays valid until {@link #expireOldBearer}. */
  public XtrackerServer rotateBearer(String newBearer) {
    keys.rotate(newBearer);
    return this;
  }

  /** Ends the 24 hours in which the bearer from before the last rotation is still valid. */
  public XtrackerServer expireOldBearer() {
    keys.expireOld();
    return this;
  }

  /**
   * Makes {@code /bind} match only these uids and those of {@code /clicks}; by default all match.
   */
  public XtrackerServer knowsOnly(String... uids) {
    contract.know(Set.of(uids));
    return this;
  }

  /**
   * Deduplicates more strictly than XTRACKER: an eid is recorded once in the whole space, whatever
   * the uid and the event.
   */
  public XtrackerServer oneEidPerSpace() {
    contract.countEidsOncePerSpace();
    return this;
  }

  /**
   * Sets the HTTP status of {@code invalid_event}, {@code invalid_value} and {@code invalid_time}.
   *
   * @param status 200 (default), 400 or 422
   */
  public XtrackerServer invalidStatus(int status) {
    contract.answerInvalidWith(status);
    return this;
  }

  /** Sets the clock for events without a time and for HTTP dates; the system's clock by default. */
  public XtrackerServer withClock(Clock clock) {
    contract.use(clock);
    return this;
  }

  /**
   * Sets the value of {@code Retry-After}.
   *
   * @param time 1 s by default; rounded up to whole seconds
   */
  public XtrackerServer retryAfter(Duration time) {
    handler.askBackAfter(time);
    return this;
  }

  /**
   * Sets the delay of {@link Fault#SLOW_ANSWER}.
   *
   * @param time 5 s by default
   */
  public XtrackerServer slowBy(Duration time) {
    handler.slowBy(time);
    return this;
  }

  /** Sets whether {@link ReceivedCall#body} is kept: true by default, false saves memory. */
  public XtrackerServer keepBodies(boolean keep) {
    handler.keepBodies(keep);
    return this;
  }

  /**
   * Calls a webhook for every event with a uid from now on, as XTRACKER does. After 408, 429, 5xx
   * or no answer it retries with the same {@code event_id}; any other answer is final. The ledger
   * has the outcomes.
   *
   * @param url the URL to post to
   * @param headers the operator's headers, such as {@code X-Webhook-Secret}
   */
  public XtrackerServer webhook(URI url, Map<String, String> headers) {
    end(contract.tell(new WebhookCaller(url, headers, ledger)));
    return this;
  }

  private static void end(@Nullable WebhookCaller caller) {
    if (caller != null) {
      caller.close();
    }
  }

  /** Returns the ledger of received and recorded calls, which goes on growing. */
  public Ledger ledger() {
    return ledger;
  }

  /** Fails every call from now on, until {@link #heal}. */
  public void fail(Fault fault) {
    plan.fail(fault);
  }

  /** Fails the next calls, one or more; repeated, it continues the script. */
  public void failNext(int calls, Fault fault) {
    plan.failNext(calls, fault);
  }

  /** Fails the calls that match, until {@link #heal}. The first matching rule wins. */
  public void failWhen(Predicate<ReceivedCall> which, Fault fault) {
    plan.failWhen(which, fault);
  }

  /**
   * Fails a share of all calls, until {@link #heal}.
   *
   * @param share 0 to 1
   * @param seed the same seed fails the same calls in their order of arrival
   */
  public void failRandomly(double share, long seed, Fault... faults) {
    plan.failRandomly(share, seed, List.of(faults));
  }

  /** Ends all faults, and the slow answers in progress. */
  public void heal() {
    plan.heal();
    gate.nextRound();
  }

  /** Receives, counts and records calls from now on, but does not answer them. */
  public void holdAnswers() {
    gate.hold();
  }

  /** Sends the held answers. */
  public void releaseAnswers() {
    gate.release();
  }

  /** Returns how many calls have arrived but are not answered yet. */
  public int inFlight() {
    return inFlight.now();
  }

  /** Returns the highest {@link #inFlight} so far. */
  public int mostInFlight() {
    return inFlight.most();
  }

  /** Closes every connection and stops. A second call does nothing. */
  @Override
  public void close() {
    gate.close();
    end(contract.tell(null));
    server.close();
  }

  @Override
  public String toString() {
    return "XtrackerServer[" + url() + ", " + ledger.events().size() + " events]";
  }
}
