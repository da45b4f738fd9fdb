package io.botfunnel.starter.soak;

/**
 * What a bot's process uses, and what its outbox still has.
 *
 * @param heapBytes in use after a collection
 * @param threads of the JVM
 * @param files that the process has open, sockets included
 * @param overdue entries and keys that are past their retention, and the hour between two purges
 * @param young events and binds that were appended since the day that the test asked for
 */
record Look(long heapBytes, int threads, long files, long overdue, long young) {}
