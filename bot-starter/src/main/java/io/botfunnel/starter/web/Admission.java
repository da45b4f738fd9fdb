package io.botfunnel.starter.web;

/**
 * Decides by the head of a request what is held of its body before a thread handles it. Called once
 * a request, by any thread; must not block.
 */
@FunctionalInterface
public interface Admission {
  /** Holds nothing: a handler that wants a body waits for it. */
  Admission OF_NO_BODY = head -> 0;

  /**
   * The most bytes of the body to hold until it is whole. 0 hands the request over at once, for
   * example to refuse it.
   */
  int bodyBytes(Head head);
}
