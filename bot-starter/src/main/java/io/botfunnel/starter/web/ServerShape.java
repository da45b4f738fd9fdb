package io.botfunnel.starter.web;

import java.time.Duration;

/**
 * The configuration of a server. Immutable.
 *
 * @param name the prefix of its threads' names
 * @param threads the most threads
 * @param idle how long a connection may be idle before it is closed
 * @param request what a client may take for a whole request, from its connection or its last
 *     response
 * @param connections the most connections at a time
 * @param patience how long a stop waits for running requests; zero to end them
 * @param unreadable the JSON response to a request so malformed that no route saw it
 */
public record ServerShape(
    String name,
    int threads,
    Duration idle,
    Duration request,
    int connections,
    Duration patience,
    String unreadable) {}
