package io.botfunnel.tracking;

import io.botfunnel.testkit.postgres.PostgresServer;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresWhoseMoneyTest extends WhoseMoneyContract {
  private final String url = PostgresServer.shared().newDatabase();

  @Override
  String url() {
    return url;
  }
}
