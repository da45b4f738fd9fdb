package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.botfunnel.tracking.operations.Period;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamClientTest {
  private final ExecutorService writers = Executors.newCachedThreadPool();
  private final Connection connection = new Connection();
  private EventStreamClient client;

  @BeforeEach
  void listen() throws IOException {
    HttpServletResponse response = mock(HttpServletResponse.class);
    when(response.getOutputStream()).thenReturn(connection);
    client = new EventStreamClient(response, Period.DAY, writers, () -> true);
  }

  @AfterEach
  void stop() {
    writers.shutdownNow();
  }

  @Test
  void isSentTheNewestOfEachKindOnceItReadsAgain() throws Exception {
    client.send("status", "1");
    await().until(() -> connection.begun.getCount() == 0);
    client.send("status", "2");
    client.send("feed", "a");
    client.send("status", "3");
    connection.readAgain.countDown();
    await().until(() -> connection.written().endsWith("event: status\ndata: 3\n\n"));
    assertThat(connection.written())
        .isEqualTo(
            """
            event: status
            data: 1

            event: feed
            data: a

            event: status
            data: 3

            """);
  }

  @Test
  void endsWhenItIsGone() {
    connection.readAgain.countDown();
    connection.gone = true;
    client.ping();
    await().until(() -> client.closed().isDone());
    client.send("status", "1");
    assertThat(connection.written()).isEmpty();
  }

  @Test
  void endsWhenNobodyWritesAnyMore() {
    writers.shutdownNow();
    client.ping();
    assertThat(client.closed()).isDone();
  }

  /** Takes nothing until it reads again. */
  private static final class Connection extends ServletOutputStream {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch readAgain = new CountDownLatch(1);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean gone;

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      begun.countDown();
      try {
        readAgain.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      if (gone) {
        throw new IOException("connection reset");
      }
      synchronized (bytes) {
        bytes.write(data, offset, length);
      }
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    private String written() {
      synchronized (bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener client) {
      throw new UnsupportedOperationException();
    }
  }
}
