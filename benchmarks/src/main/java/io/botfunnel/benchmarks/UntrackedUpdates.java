package io.botfunnel.benchmarks;

import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Text messages that mean nothing to the funnel, in batches of a hundred as Telegram sends them.
 * They pass the middleware to a bot that does nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UntrackedUpdates {
  private static final int BATCH = 100;

  private final List<Update> updates = updates();
  private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // JMH calls start() before it measures
  private Tracking tracking;

  private LongPollingUpdateConsumer tracked = batch -> {};

  /** Starts tracking; nothing is ever delivered. */
  @Setup
  public void start(Blackhole blackhole) throws IOException {
    folder = Files.createTempDirectory("botfunnel-jmh-");
    tracking =
        Tracking.builder()
            .url(URI.create("http://127.0.0.1:1"))
            .bearer("xtb_benchmark")
            .botUsername("FunnelBot")
            .outbox(folder.resolve("outbox"))
            .start();
    tracked = tracking.middleware(blackhole::consume);
  }

  /** Ends tracking and deletes its file. */
  @TearDown
  public void end() throws IOException {
    tracking.close();
    Lab.delete(folder);
  }

  /** Consumes the batch through the middleware. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void middleware() {
    tracked.consume(updates);
  }

  private static List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      updates.add(update(i));
    }
    return updates;
  }

  private static Update update(int number) {
    User user = new User(100_000L + number, "Ann", false);
    Message message = new Message();
    message.setMessageId(number);
    message.setFrom(user);
    message.setChat(Chat.builder().id(user.getId()).type("private").build());
    message.setDate(1_790_000_000 + number);
    message.setText("How do I withdraw what I have won? " + number);
    Update update = new Update();
    update.setUpdateId(number);
    update.setMessage(message);
    return update;
  }
}
