package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.store.ChildJvm;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import java.time.Clock;
import java.util.List;

/** Records people and forgets them, until it is killed. It tells who is forgotten. */
public final class ForgettingChild {
  /** Of 52 bits, so that its bytes are nobody else's by chance. */
  static final long FIRST = 3_907_155_813_427_309L;

  private ForgettingChild() {}

  static String uidOf(long id) {
    return "secretclick" + id;
  }

  /**
   * Goes on until it is killed.
   *
   * @param arguments the outbox, and the first person's number
   */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[1]);
    try (Store store =
        Store.open(arguments[0], new PlainWire(), Attribution.LAST_CLICK, Clock.systemUTC())) {
      for (long id = first; id < first + 1_000; id++) {
        UserId user = new UserId(id);
        Bind bind = new Bind(user, new ClickId(uidOf(id)), Clock.systemUTC().instant());
        store
            .intake()
            .record(List.of(bind, Conversion.contact(user, Clock.systemUTC().instant())))
            .join();
        boolean gone = store.operations().erasePerson(id, "test").left().isEmpty();
        ChildJvm.report((gone ? "gone " : "left ") + id);
      }
    }
  }
}
