package io.botfunnel.starter.web;

import java.time.Duration;

/**
 * The configuration of a server. Immutable.
 *
 * @param name the prefix of its threads' names
 * @param threads the most threads
 * @param idleTimeout how long a connection may be idle before it is closed
 * @param requestTimeout what a client may take for a whole request, from its connection or its last
 *     response
 * @param connections the most connections at a time
 * @param stopTimeout how long a stop waits for running requests; zero ends them at once
 * @param malformedJson the JSON response to a request so malformed that no route saw it
 */
public record WebServerConfig(
    String name,
    int threads,
    Duration idleTimeout,
    Duration requestTimeout,
    int connections,
    Duration stopTimeout,
    String malformedJson) {}
