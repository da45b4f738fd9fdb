package io.botfunnel.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.UserId;
import org.junit.jupiter.api.Test;

class PostgresWhoseClickTest extends WhoseClickContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  Store openStore() {
    return Store.open(url, new PlainWire(), Attribution.LAST_CLICK, clock);
  }

  @Test
  void theBoundIsThatOfAllMachinesTogether() {
    UserId ann = new UserId(1);
    try (Store another = openStore()) {
      for (int i = 0; i < 60; i++) {
        starts(ann, "here-" + i);
        starts(another, ann, "there-" + i);
      }
      assertThat(another.operations().uidsOf(ann.value())).hasSize(20);
    }
  }
}
