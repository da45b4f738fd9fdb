package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.Nullable;

/**
 * A call to XTRACKER, as it arrived; it carries no secret.
 *
 * @param order 1 for the first call that reached the server; binds, clicks and events that a call
 *     recorded carry the same number
 * @param path {@code /events}, {@code /bind}, {@code /clicks} or {@code /e}
 * @param method {@code POST}, or {@code GET} for {@code /e}
 * @param body the bytes of the body as UTF-8; for {@code /e} the query without its token; empty
 *     after {@link XtrackerServer#keepBodies keepBodies(false)}
 * @param uid the body's {@code uid}; null if it has none or is not JSON
 * @param eid the body's {@code eid}; null if it has none or is not JSON
 * @param contentType the header; null if missing
 * @param oldBearer whether the call used the bearer from before the last rotation
 * @param receivedAtNanos {@link System#nanoTime} when the body had been read
 */
public record ReceivedCall(
    long order,
    String path,
    String method,
    String body,
    @Nullable String uid,
    @Nullable String eid,
    @Nullable String contentType,
    boolean oldBearer,
    long receivedAtNanos) {}
