package io.botfunnel.starter.doctor;

import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.settings.OperatorSettings;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.starter.web.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;

/**
 * Checks that the ports on which the bot listens are free. Run it only while no bot of ours runs.
 */
final class PortsCheck {
  private static final String CHECK = "ports";

  private final FindingCollector findings;

  PortsCheck(FindingCollector findings) {
    this.findings = findings;
  }

  void check(OperatorSettings settings) {
    Settings.Console console = settings.console();
    if (console.enabled() && !isFree("127.0.0.1", console.port())) {
      findings.warning(
          CHECK,
          "Port %d, console.port, is in use: the bot would run without its page"
              .formatted(console.port()),
          "Set console.port (CONSOLE_PORT) to another port or to 0, or stop the program that uses it");
    }
    GatewaySettings gateway = settings.gateway();
    if (isWanted(settings, gateway) && !isFree(gateway.host(), gateway.port())) {
      findings.failed(
          CHECK,
          "The bot cannot listen on %s:%d (gateway.host, gateway.port): it is in use, or not an address of this machine"
              .formatted(gateway.host(), gateway.port()),
          "Correct gateway.host and gateway.port, or stop the program that uses the port");
    }
  }

  private static boolean isWanted(OperatorSettings settings, GatewaySettings gateway) {
    return gateway.enabled()
        || settings.bots().stream()
            .anyMatch(bot -> settings.of(bot).telegram().webhook().isPresent());
  }

  private static boolean isFree(String host, int port) {
    try {
      WebServer.listen(new InetSocketAddress(host, port)).close();
      return true;
    } catch (IOException | UnresolvedAddressException inUse) {
      return false;
    }
  }
}
