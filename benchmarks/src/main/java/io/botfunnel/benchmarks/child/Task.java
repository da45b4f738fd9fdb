package io.botfunnel.benchmarks.child;

/**
 * Something that a child JVM does on request. It is made once per child by its constructor without
 * arguments, and may keep what it needs for the next request. Called by one thread.
 */
public interface Task {
  /** Does it, and answers with what was measured. */
  Measured run(Arguments arguments) throws Exception;
}
