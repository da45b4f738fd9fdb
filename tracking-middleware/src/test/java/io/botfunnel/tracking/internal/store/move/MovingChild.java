package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.Databases;
import io.botfunnel.tracking.operations.MoveProgress;
import java.time.Clock;

/** What {@link MovingKilledTest} kills: moves an outbox, and tells of each step. */
final class MovingChild {
  private MovingChild() {}

  /**
   * Moves it to its end.
   *
   * @param arguments from, to, and how many rows a batch has
   */
  public static void main(String... arguments) {
    MoveProgress tells =
        new MoveProgress() {
          @Override
          public void started(long rows, long alreadyCopied) {
            ChildJvm.report("begun");
          }

          @Override
          public void copied(long rows) {
            ChildJvm.report("copied");
          }
        };
    boolean complete =
        Databases.move(
                arguments[0],
                arguments[1],
                Integer.parseInt(arguments[2]),
                Clock.systemUTC(),
                tells)
            .complete();
    ChildJvm.report("complete " + complete);
  }
}
