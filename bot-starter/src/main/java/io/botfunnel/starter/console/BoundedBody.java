package io.botfunnel.starter.console;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body into memory up to a limit, whatever length its header gives. A longer body is
 * abandoned and counts as empty, so no proof matches it. Serves one answer; its methods are called
 * one at a time.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final byte[] TOO_LONG = {};

  /** Marks a body of negative length: the JDK may read it without end and deliver nothing. */
  private static final int NOTHING = -1;

  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription rest;

  private BoundedBody(int most) {
    this.most = most;
  }

  /**
   * Returns a handler that reads each answer with the same limit.
   *
   * @param most the limit in bytes
   */
  static BodyHandler<byte[]> of(int most) {
    return head -> new BoundedBody(lengthIn(head) < 0 ? NOTHING : most);
  }

  private static long lengthIn(ResponseInfo head) {
    return head.headers().firstValueAsLong("Content-Length").orElse(0);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    rest = subscription;
    if (most == NOTHING) {
      giveUp(subscription);
    } else {
      subscription.request(1);
    }
  }

  private void giveUp(Flow.Subscription subscription) {
    subscription.cancel();
    body.complete(TOO_LONG);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    if (body.isDone() || rest == null) {
      return;
    }
    if (pieces.stream().mapToLong(ByteBuffer::remaining).sum() > most - read.size()) {
      giveUp(rest);
      return;
    }
    pieces.forEach(this::keep);
    rest.request(1);
  }

  private void keep(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    read.write(bytes, 0, bytes.length);
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(read.toByteArray());
  }
}
