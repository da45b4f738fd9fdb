package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.postgres.PostgresPool;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An outbox is migrated unless it is of the version that the code names: that is the newest. */
class NewestVersionTest {
  @Test
  void inH2IsThatOfTheNewestMigration() throws IOException, URISyntaxException {
    assertThat(newestBeside("internal/store/h2/V1__lanes_bindings_books.sql"))
        .hasValue(Integer.parseInt(H2Connection.NEWEST_VERSION));
  }

  @Test
  void inPostgresqlIsThatOfTheNewestMigration() throws IOException, URISyntaxException {
    assertThat(newestBeside("internal/store/postgres/V1__outbox.sql"))
        .hasValue(Integer.parseInt(PostgresPool.NEWEST_VERSION));
  }

  /** By number: as text 10 would come before 9. */
  private static OptionalInt newestBeside(String first) throws IOException, URISyntaxException {
    var resource = Store.class.getResource("/io/botfunnel/tracking/" + first);
    Path folder = Path.of(Objects.requireNonNull(resource).toURI()).getParent();
    try (Stream<Path> files = Files.list(Objects.requireNonNull(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("V\\d+__.*\\.sql"))
          .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf('_'))))
          .max();
    }
  }
}
