package io.botfunnel.tracking.internal.store.move;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.h2.file.ForeignFile;
import io.botfunnel.tracking.internal.store.h2.file.H2DefinitionsTest;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mark of a move in a file that a stranger has changed is named or shown in plain words. */
class MoveMarkTest {
  @TempDir Path temporary;
  private OutboxFolder folder;
  private ForeignFile foreign;

  @BeforeEach
  void begin() {
    folder = new OutboxFolder(temporary);
    foreign = new ForeignFile(folder);
    folder.closedAfter(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(move_id VARCHAR, part VARCHAR, other_outbox VARCHAR) AS VALUES ('x', 'elsewhere', 'there')",
        "(move_id VARCHAR, part VARCHAR, other_outbox VARCHAR) AS VALUES (NULL, NULL, NULL)",
        "(move_id VARCHAR, part JAVA_OBJECT, other_outbox VARCHAR) AS VALUES ('x', X'aced0005', 'there')",
        "(move_id VARCHAR, part VARCHAR) AS VALUES ('x', 'gone')"
      })
  void oneThatNoneOfUsLeftIsNamed(String table) throws SQLException, IOException {
    foreign.define("DROP TABLE move_mark", "CREATE TABLE move_mark " + table);
    for (H2DefinitionsTest.Door door :
        new H2DefinitionsTest.Door[] {H2DefinitionsTest.Door.LOOK, H2DefinitionsTest.Door.RUN}) {
      assertThatThrownBy(() -> door.open(folder))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining(folder.file().toString())
          .hasMessageContaining("has another schema");
    }
  }

  @Test
  void aPlaceIsShownWithoutWhatATerminalWouldObey() throws SQLException, IOException {
    foreign.define(
        "INSERT INTO move_mark (move_id, part, other_outbox) VALUES ('x', 'gone', U&'\\001b[31mred\\000aINFO all is well\\202e')");
    assertThatThrownBy(() -> H2DefinitionsTest.Door.RUN.open(folder))
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining("was moved to ?[31mred?INFO all is well?, where it goes on");
  }
}
