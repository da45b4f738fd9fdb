package io.botfunnel.sample.crash;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;

/** All that is around a bot which is killed again and again, and outlives it. */
final class Scene implements AutoCloseable {
  /** Below the ports that systems give out: nobody takes them while the bot is dead. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 10_000;

  private final XtrackerServer xtracker = XtrackerServer.start();
  private final BotApiServer telegram = BotApiServer.start();
  private final Path folder;
  private final String outbox;
  private final int gatewayPort = freePort();
  private final int consolePort = freePort();

  /**
   * @param folder where the bot keeps everything, its output among it
   */
  Scene(Path folder, Scale scale) {
    this.folder = folder;
    this.outbox =
        scale.postgresql()
            ? PostgresServer.shared().newDatabase()
            : folder.resolve("outbox").toString();
  }

  private static int freePort() {
    Random random = new Random();
    while (true) {
      int port = FIRST_PORT + random.nextInt(PORTS);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // Then another
      }
    }
  }

  XtrackerServer xtracker() {
    return xtracker;
  }

  BotApiServer telegram() {
    return telegram;
  }

  Path folder() {
    return folder;
  }

  /** What the bot writes. */
  Path log() {
    return folder.resolve("bot.log");
  }

  String outbox() {
    return outbox;
  }

  int gatewayPort() {
    return gatewayPort;
  }

  int consolePort() {
    return consolePort;
  }

  @Override
  public void close() {
    xtracker.heal();
    xtracker.releaseAnswers();
    telegram.close();
    xtracker.close();
  }
}
