package io.botfunnel.starter.web;

/**
 * Decides by the head of a request how much of its body is buffered before a thread handles it.
 * Called once per request on any thread; must be thread-safe and must not block.
 */
@FunctionalInterface
public interface Admission {
  /** Buffers nothing: a handler that wants a body waits for it. */
  Admission NO_BUFFERING = head -> 0;

  /**
   * Returns the most bytes of the body to buffer before the request is handled. 0 handles the
   * request at once, for example to refuse it.
   */
  int bodyBytes(RequestHead head);
}
