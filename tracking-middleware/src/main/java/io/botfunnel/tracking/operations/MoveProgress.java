package io.botfunnel.tracking.operations;

/** Receives the progress of a move of the outbox. The thread that moves calls it. */
public interface MoveProgress {
  /**
   * Copying starts or resumes.
   *
   * @param rows how many rows there are in all
   * @param alreadyCopied how many of them an earlier call has copied
   */
  void started(long rows, long alreadyCopied);

  /**
   * Further rows were copied and committed.
   *
   * @param rows how many, since the last call
   */
  void copied(long rows);
}
