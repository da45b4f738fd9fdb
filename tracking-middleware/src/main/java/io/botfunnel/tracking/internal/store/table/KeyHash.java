package io.botfunnel.tracking.internal.store.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.outbox.Topic;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash of a name within a topic. Indexes hold and compare it more cheaply than text. It is
 * taken from SHA-256, so nobody who chooses the names can make two of them collide. For example, a
 * partner chooses transaction ids.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record KeyHash(long high, long low) {
  public static KeyHash of(Topic topic, String name) {
    byte[] text = (topic.name() + '/' + name).getBytes(UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(text));
    return new KeyHash(digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
