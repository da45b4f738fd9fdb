package io.botfunnel.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A bare file: appends a body and forces it to the device. Thread-safe, one call at a time. */
public final class RawFile implements AutoCloseable {
  private static final boolean DATA_ONLY = false;

  private final FileChannel channel;

  public RawFile(Path file) throws IOException {
    this.channel = FileChannel.open(file, CREATE, APPEND);
  }

  public synchronized void append(String body) throws IOException {
    channel.write(ByteBuffer.wrap(body.getBytes(UTF_8)));
    channel.force(DATA_ONLY);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
