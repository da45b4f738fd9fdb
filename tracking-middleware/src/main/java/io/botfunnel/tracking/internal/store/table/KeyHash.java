package io.botfunnel.tracking.internal.store.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.tracking.lane.Topic;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A name within a topic as numbers, which indexes hold and compare for less than text. It comes of
 * SHA-256, so that nobody who chooses the names, such as a partner his transaction ids, can make
 * two of them meet.
 *
 * @param high 64 bits of it
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
