package io.botfunnel.starter.web;

import java.time.Duration;

/**
 * How a server is built.
 *
 * @param name its threads begin with it
 * @param threads the most that it uses
 * @param idle a connection that says nothing for so long is ended
 * @param request what a client may take for a whole request, from its connection or its last answer
 * @param connections the most at a time
 * @param patience how long a stop waits for the requests in hand; zero to end them
 * @param unreadable the JSON that answers what is so malformed that no route saw it
 */
public record ServerShape(
    String name,
    int threads,
    Duration idle,
    Duration request,
    int connections,
    Duration patience,
    String unreadable) {}
