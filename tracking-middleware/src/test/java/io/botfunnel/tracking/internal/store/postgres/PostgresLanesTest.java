package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.store.LanesContract;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresLanesTest extends LanesContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  public String url() {
    return url;
  }
}
