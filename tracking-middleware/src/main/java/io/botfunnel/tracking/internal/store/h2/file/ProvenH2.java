package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Set;
import java.util.TreeSet;
import org.h2.engine.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Rejects any H2 version that our kill loop has not passed, such as one that another project's
 * dependency management chose. Reads the version from the jar that is present at run time.
 */
public final class ProvenH2 {
  /** Decided by {@code KillLoopTest}, and the version in the root pom.xml. */
  private static final Set<String> PROVEN = Set.of("2.4.240");

  private static final String NEWEST = new TreeSet<>(PROVEN).last();

  private static final String RULE =
      "%s is on the class path, and only %s has passed our crash tests: another may lose events"
          .formatted("%s", NEWEST);

  private static final String REMEDY =
      ("Set <h2.version>%1$s</h2.version> in your pom.xml if Spring Boot manages your versions, or"
              + " com.h2database:h2:%1$s in dependencyManagement")
          .formatted(NEWEST);

  private ProvenH2() {}

  /**
   * Checks the H2 on the class path; must be called before any other class of H2 is used.
   *
   * @param file the outbox that is to be opened
   * @throws OutboxUnavailableException if it is another version, or missing; names it and the
   *     remedy
   */
  public static void require(Path file) {
    try {
      String found = (String) Constants.class.getField("VERSION").get(null);
      if (!PROVEN.contains(found)) {
        throw refused(file, "H2 %s (%s)".formatted(found, placeOf(Constants.class)), null);
      }
    } catch (NoClassDefFoundError e) {
      throw refused(file, "no H2", e);
    } catch (ReflectiveOperationException e) {
      throw refused(file, "an H2 without a version (%s)".formatted(placeOf(Constants.class)), e);
    }
  }

  private static OutboxUnavailableException refused(
      Path file, String found, @Nullable Throwable cause) {
    String message =
        "The outbox %s was not opened: %s. %s.".formatted(file, RULE.formatted(found), REMEDY);
    return new OutboxUnavailableException(message, cause);
  }

  private static String placeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? "of unknown origin" : source.getLocation().getPath();
  }
}
