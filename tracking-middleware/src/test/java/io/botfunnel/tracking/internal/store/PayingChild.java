package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.Tracking;
import java.net.URI;
import java.sql.SQLException;

/**
 * What {@link WithinContract} kills: takes payments as fast as it can, for ever, each with its
 * event in one transaction, and tells of each once it is committed. No tracker is there to deliver
 * to.
 */
final class PayingChild {
  static final int USERS = 4;

  private PayingChild() {}

  /**
   * Lives until it is killed.
   *
   * @param arguments the outbox, and a name for this life, which its payments carry
   */
  public static void main(String... arguments) {
    Tracking tracking =
        Tracking.builder()
            .url(URI.create("http://127.0.0.1:1"))
            .bearer("a-bearer")
            .outbox(arguments[0])
            .start();
    Shop shop = new Shop(tracking, tracking.dataSource());
    for (int user = 1; user <= USERS; user++) {
      int each = user;
      new Thread(() -> payForEver(shop, each, arguments[1])).start();
    }
  }

  private static void payForEver(Shop shop, int user, String life) {
    try {
      for (int n = 0; ; n++) {
        String id = "%s-%d-%d".formatted(life, user, n);
        shop.paid(user, "25.00", id);
        ChildJvm.report("committed " + id);
      }
    } catch (SQLException e) {
      ChildJvm.report("failed " + e);
    }
  }
}
