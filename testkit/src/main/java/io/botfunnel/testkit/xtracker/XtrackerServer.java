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
 * <p>It counts as XTRACKER's guide on idempotency says: an event is known by its uid, its name, and
 * its eid or, without one, its time. The same conversion under another uid is another row ({@link
 * #oneEidPerSpace} is stricter).
 *
 * <p>A fault falls on a call before its key is looked at, as an outage does. What the guides leave
 * open is decided so: an {@code invalid_*} answer comes with 200 ({@link #invalidStatus}), and a
 * click that another user holds answers {@code matched:false}.
 *
 * <p>Thread-safe. Prints no secret anywhere.
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
   * Starts on a port.
   *
   * @param port 0 for a free one
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static XtrackerServer start(int port) {
    return new XtrackerServer(port);
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public URI url() {
    return server.url();
  }

  /** The valid bearer, without its scheme; the same in every server until it is rotated. */
  public String bearer() {
    return keys.bearer();
  }

  /** The token of {@code GET /e}; the same in every server. */
  public String ingestToken() {
    return keys.ingestToken();
  }

  /** Makes another bearer valid; the old one stays valid until {@link #expireOldBearer}. */
  public XtrackerServer rotateBearer(String newBearer) {
    keys.rotate(newBearer);
    return this;
  }

  /** Ends the 24 hours in which the bearer before the last rotation is still good. */
  public XtrackerServer expireOldBearer() {
    keys.expireOld();
    return this;
  }

  /** Makes {@code /bind} match these uids and those of {@code /clicks} alone; before, all match. */
  public XtrackerServer knowsOnly(String... uids) {
    contract.know(Set.of(uids));
    return this;
  }

  /**
   * Counts more strictly than XTRACKER does: an eid is recorded once in the whole space, whatever
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

  /** Sets what events without a time and HTTP dates are reckoned from; by default the system's. */
  public XtrackerServer withClock(Clock clock) {
    contract.use(clock);
    return this;
  }

  /**
   * Sets what {@code Retry-After} asks for.
   *
   * @param time 1 s by default; rounded up to whole seconds
   */
  public XtrackerServer retryAfter(Duration time) {
    handler.askBackAfter(time);
    return this;
  }

  /**
   * Sets how long {@link Fault#SLOW_ANSWER} takes.
   *
   * @param time 5 s by default
   */
  public XtrackerServer slowBy(Duration time) {
    handler.slowBy(time);
    return this;
  }

  /** Says whether {@link ReceivedCall#body} is kept: true by default, false saves memory. */
  public XtrackerServer keepBodies(boolean keep) {
    handler.keepBodies(keep);
    return this;
  }

  /**
   * Calls a webhook for every event with a uid from now on, as XTRACKER does: again after 408, 429,
   * 5xx and no answer, with the same {@code event_id}, until it is answered 2xx or for good
   * otherwise. What became of it is in the ledger.
   *
   * @param url where to post
   * @param headers of the operator's choosing, such as {@code X-Webhook-Secret}
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

  /** What arrived and what was recorded, from now on and so far. */
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

  /** Fails the calls that match, until {@link #heal}. The first rule that matches counts. */
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

  /** Ends all faults, and the slow answers that are under way. */
  public void heal() {
    plan.heal();
    gate.nextRound();
  }

  /** From now on calls are received, counted and recorded, and not answered. */
  public void holdAnswers() {
    gate.hold();
  }

  /** Sends the held answers. */
  public void releaseAnswers() {
    gate.release();
  }

  /** How many calls have arrived and are not answered yet. */
  public int inFlight() {
    return inFlight.now();
  }

  /** The highest {@link #inFlight} so far. */
  public int mostInFlight() {
    return inFlight.most();
  }

  /** Cuts every connection and stops. The second call does nothing. */
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
