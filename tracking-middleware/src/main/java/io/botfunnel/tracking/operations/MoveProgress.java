package io.botfunnel.tracking.operations;

/** Receives the progress of a move of the outbox. The thread that moves calls it. */
public interface MoveProgress {
  /**
   * Copying begins or resumes.
   *
   * @param rows how many rows there are in all
   * @param already how many of them an earlier call has copied
   */
  void begun(long rows, long already);

  /**
   * Further rows were copied and committed.
   *
   * @param rows how many, since the last call
   */
  void copied(long rows);
}
