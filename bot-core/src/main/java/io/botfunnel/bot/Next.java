package io.botfunnel.bot;

/** The rest of the chain behind a {@link Middleware}. Belongs to one call of that middleware. */
public interface Next {
  /**
   * Lets the rest of the chain handle the update; returns when it has.
   *
   * @throws IllegalStateException if it was called before, or if the middleware has already
   *     returned
   * @throws Exception if the rest of the chain throws
   */
  void proceed() throws Exception;
}
