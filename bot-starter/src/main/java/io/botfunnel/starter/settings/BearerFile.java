package io.botfunnel.starter.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bearer token in a file that may be replaced while the bot runs. The file is read again when its
 * time or size has changed. While it is missing, empty or invalid, the last valid token stays in
 * use. Thread-safe; never shows the token.
 */
final class BearerFile implements Supplier<String> {
  private static final Logger log = LoggerFactory.getLogger(BearerFile.class);
  private static final Function<String, String> RULE = Parsers.secretOfTracker();

  /** Larger than any token, so that a large file is not read by mistake. */
  private static final long LARGEST = 8192;

  private final Path file;
  private final Consumer<String> announce;
  private Stamp stamp;
  private String bearer;

  private BearerFile(Path file, Consumer<String> announce) throws IOException {
    this.file = file;
    this.announce = announce;
    this.stamp = Stamp.of(file);
    this.bearer = content(stamp);
    announce.accept(bearer);
  }

  /**
   * @param announce receives each token before it is used
   * @throws IllegalArgumentException if the file cannot be read or does not hold a valid token
   */
  static BearerFile open(Path file, Consumer<String> announce) {
    try {
      return new BearerFile(file, announce);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }

  @Override
  public synchronized String get() {
    try {
      refresh(Stamp.of(file));
    } catch (IOException | IllegalArgumentException e) {
      log.debug("xtracker.bearer-file: the last good bearer stays, {}", e.getClass().getName());
    }
    return bearer;
  }

  /**
   * Reads the file if its stamp has changed. The stamp is taken before the content, so a change in
   * between is found next time.
   */
  private void refresh(Stamp now) throws IOException {
    if (!now.equals(stamp)) {
      replace(content(now));
      stamp = now;
    }
  }

  private void replace(String fresh) {
    if (!fresh.equals(bearer)) {
      announce.accept(fresh);
      bearer = fresh;
      log.info("xtracker.bearer-file has changed: its new bearer is used from now on");
    }
  }

  private String content(Stamp now) throws IOException {
    Parsers.require(now.size() <= LARGEST);
    return RULE.apply(Files.readString(file, UTF_8).stripTrailing());
  }

  @Override
  public String toString() {
    return "***";
  }

  private record Stamp(FileTime modified, long size) {
    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size());
    }
  }
}
