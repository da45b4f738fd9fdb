package io.botfunnel.benchmarks.child;

/**
 * A task that a child JVM runs on request. Each child creates it once, by its constructor without
 * arguments; it may keep state for the next request. Called by one thread.
 */
public interface Task {
  /** Runs the task and returns what it measured. */
  Measured run(Arguments arguments) throws Exception;
}
