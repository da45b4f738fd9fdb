package io.botfunnel.starter.gateway;

import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.event.StartPrefix;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A gateway in a process of its own, which says where it listens. */
final class GatewayChild {
  static final String UP = "listening at ";

  private GatewayChild() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments outbox, XTRACKER, bearer
   */
  public static void main(String[] arguments) throws IOException {
    Tracking tracking =
        Tracking.builder()
            .url(URI.create(arguments[1]))
            .bearer(arguments[2])
            .outbox(Path.of(arguments[0]))
            .deliverConversions(true)
            .start();
    GatewaySettings settings =
        new GatewaySettings(
            true,
            "127.0.0.1",
            0,
            GivenGateway.TOKEN,
            Optional.empty(),
            AddressRanges.NONE,
            AddressRanges.NONE,
            100_000,
            1_000,
            StartPrefix.STANDARD,
            List.of());
    Gateway gateway =
        Gateway.start(
            settings, Optional.empty(), tracking, (path, status) -> {}, Clock.systemUTC());
    System.out.println("\n" + UP + gateway.url());
    // Its threads keep no process alive; this ends with the test, if that is killed itself.
    while (System.in.read() >= 0) {}
  }
}
