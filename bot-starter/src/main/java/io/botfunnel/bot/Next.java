package io.botfunnel.bot;

/** What comes after a {@link Middleware}. Belongs to one call of it. */
public interface Next {
  /**
   * Has the rest handle the update; returns when it has.
   *
   * @throws IllegalStateException if it was called before, or the middleware has returned
   * @throws Exception what the rest throws
   */
  void proceed() throws Exception;
}
