package io.botfunnel.starter.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoader;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoaderFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Buffers a body before a thread waits for it, up to the number of bytes that the request was
 * admitted with. It copies the bytes, because Jetty's own loader keeps whole network buffers. Those
 * take 8 KB for a body of one byte, and an object for each chunk of one byte.
 */
final class BodyBuffer implements ContentLoaderFactory {
  @Override
  public @Nullable String getApplicableMimeType() {
    return null;
  }

  @Override
  public @Nullable ContentLoader newContentLoader(
      String contentType,
      String mimeType,
      Handler handler,
      Request request,
      Response response,
      Callback callback) {
    int maxBytes = AdmissionHandler.bodyBytes(request);
    return maxBytes == 0 ? null : new Loader(handler, request, response, callback, maxBytes);
  }

  private static final class Loader extends ContentLoader implements Invocable.Task {
    /** Most bodies are a form with a few parameters. */
    private static final int INITIAL_BYTES = 256;

    private final int maxBytes;
    private final ByteArrayOutputStream buffered = new ByteArrayOutputStream(INITIAL_BYTES);

    private Loader(
        Handler handler, Request request, Response response, Callback callback, int maxBytes) {
      super(handler, request, response, callback);
      this.maxBytes = maxBytes;
    }

    @Override
    protected void load() {
      Content.Chunk end = read();
      if (end != null) {
        handleWith(end);
      }
    }

    /** Called when more has arrived, on the selector's thread, which must not handle requests. */
    @Override
    public void run() {
      Content.Chunk end = read();
      if (end != null) {
        getRequest().getContext().execute(() -> handleWith(end));
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    /** Returns the chunk after which the request is handled; null if more has to arrive first. */
    private Content.@Nullable Chunk read() {
      Content.Chunk chunk = getRequest().read();
      while (chunk != null && !isEnough(chunk)) {
        byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
        buffered.write(bytes, 0, bytes.length);
        chunk.release();
        chunk = getRequest().read();
      }
      if (chunk == null) {
        getRequest().demand(this);
      }
      return chunk;
    }

    private boolean isEnough(Content.Chunk chunk) {
      return chunk.isLast()
          || Content.Chunk.isFailure(chunk)
          || buffered.size() + chunk.remaining() > maxBytes;
    }

    private void handleWith(Content.Chunk end) {
      BufferedRequest request =
          new BufferedRequest(getRequest(), getCallback(), buffered.toByteArray(), end);
      handle(request, getResponse(), request.callback());
    }
  }

  /** A request whose body has been read, in part or as a whole. */
  private static final class BufferedRequest extends Request.Wrapper {
    private final Deque<Content.Chunk> read = new ArrayDeque<>();
    private final Callback callback;

    private BufferedRequest(
        Request request, Callback callback, byte[] buffered, Content.Chunk end) {
      super(request);
      if (buffered.length > 0) {
        read.add(Content.Chunk.from(ByteBuffer.wrap(buffered), false));
      }
      read.add(end);
      this.callback = Callback.from(this::release, callback);
    }

    private Callback callback() {
      return callback;
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk next = read.poll();
      return next == null ? super.read() : next;
    }

    private void release() {
      read.forEach(Content.Chunk::release);
      read.clear();
    }
  }
}
