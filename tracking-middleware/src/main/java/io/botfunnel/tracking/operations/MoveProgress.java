package io.botfunnel.tracking.operations;

/** Is told how a move of the outbox comes along; called on the thread that moves. */
public interface MoveProgress {
  /**
   * Copying begins, or goes on.
   *
   * @param rows how many there are in all
   * @param already how many of them an earlier call has copied
   */
  void begun(long rows, long already);

  /** So many more rows are copied, for good. */
  void copied(long rows);
}
