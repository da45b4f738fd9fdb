package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.operations.MoveProgress;

/** Nobody watches. */
public enum Quiet implements MoveProgress {
  PROGRESS;

  @Override
  public void started(long rows, long alreadyCopied) {
    // Nobody watches
  }

  @Override
  public void copied(long rows) {
    // Nobody watches
  }
}
