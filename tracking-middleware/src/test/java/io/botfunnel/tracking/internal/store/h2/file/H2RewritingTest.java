package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.store.Bytes;
import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that is written anew holds, to the byte. */
@Tag("slow")
class H2RewritingTest {
  private static final long FIRST = 3_907_155_813_427_309L;
  private static final int ALL = 3_000;

  @TempDir Path folder;
  private Path made;
  private Path anew;

  @BeforeEach
  void places() throws IOException {
    made = Files.createDirectory(folder.resolve("made"));
    anew = Files.createDirectory(folder.resolve("anew"));
  }

  private static String uid(long id) {
    return "click" + id;
  }

  private static LongStream ids() {
    return LongStream.range(FIRST, FIRST + ALL);
  }

  /** More than fill a page: so one of them is the key that parts two pages. */
  private static boolean isGone(long id) {
    return id % ALL < 300;
  }

  private static Bytes gone() {
    Bytes gone = new Bytes();
    ids().filter(H2RewritingTest::isGone).forEach(id -> gone.number(id).text(uid(id)));
    return gone;
  }

  private H2Connection outbox(Path where) throws IOException, SQLException {
    Path path = where.resolve("outbox");
    if (!Files.exists(new H2Connection(path).file())) {
      new NewH2File(path).make();
    }
    return new H2Connection(path);
  }

  private Session filled() throws IOException, SQLException {
    Session session = outbox(made).open();
    session.batch(
        "INSERT INTO binding (bot, uid, tg_id, bound_at_ms) VALUES ('', ?, ?, 1)",
        ids().mapToObj(id -> new Object[] {uid(id), id}).toList());
    H2Checkpointer.of(session).force();
    session.batch(
        "DELETE FROM binding WHERE tg_id = ?",
        ids().filter(H2RewritingTest::isGone).mapToObj(id -> new Object[] {id}).toList());
    session.commit();
    H2Checkpointer.of(session).force();
    return session;
  }

  @Test
  void isWhatLivesAndNothingElse() throws IOException, SQLException {
    try (Session session = filled()) {
      H2Checkpointer.of(session).rewriteTo(anew.resolve("outbox.mv.db"));
    }
    assertThat(gone().foundIn(made)).isNotEmpty();
    assertThat(gone().foundIn(anew)).isEmpty();
    try (Session copy = outbox(anew).open()) {
      List<Long> left = copy.all("SELECT tg_id FROM binding ORDER BY tg_id", row -> row.getLong(1));
      assertThat(left).isEqualTo(ids().filter(id -> !isGone(id)).boxed().toList());
      assertThat(copy.exists("SELECT 1 FROM binding WHERE bot = '' AND uid = ?", uid(left.get(9))))
          .isTrue();
    }
  }

  /** H2 counts the versions of a file, and a new file begins anew. */
  @Test
  void keepsWhatIsWrittenLaterIntoATableThatWasMadeLate() throws IOException, SQLException {
    try (Session session = filled()) {
      for (int version = 0; version < 30; version++) {
        H2Checkpointer.of(session).force();
      }
      session.execute("CREATE SCHEMA shop");
      session.execute("CREATE TABLE shop.payment (id INTEGER PRIMARY KEY)");
      session.update("INSERT INTO shop.payment (id) VALUES (1)");
      session.commit();
      H2Checkpointer.of(session).force();
      H2Checkpointer.of(session).rewriteTo(anew.resolve("outbox.mv.db"));
    }
    try (Session copy = outbox(anew).open()) {
      copy.update("INSERT INTO shop.payment (id) VALUES (2)");
      copy.commit();
    }
    try (Session copy = outbox(anew).open()) {
      assertThat(copy.all("SELECT id FROM shop.payment ORDER BY id", row -> row.getInt(1)))
          .containsExactly(1, 2);
    }
  }

  @Test
  void isWrittenToLikeAnyOther() throws IOException, SQLException {
    try (Session session = filled()) {
      CheckpointNumber.first().put(H2Checkpointer.of(session).store());
      session.commit();
      H2Checkpointer.of(session).force();
      H2Checkpointer.of(session).rewriteTo(anew.resolve("outbox.mv.db"));
    }
    try (Session copy = outbox(anew).open()) {
      for (long number = 1; number < 9; number++) {
        copy.update("UPDATE counter SET n = n + 1 WHERE topic = '' AND name = 'forced'");
        copy.commit();
        new CheckpointNumber(1, number, 0, 0).put(H2Checkpointer.of(copy).store());
        H2Checkpointer.of(copy).force();
      }
    }
    try (Session copy = outbox(anew).open()) {
      assertThat(CheckpointNumber.of(H2Checkpointer.of(copy).store()))
          .contains(new CheckpointNumber(1, 8, 0, 0));
    }
  }

  /** Why it is not H2's own compaction that is relied upon. */
  @Test
  void isNotWhatACopyOfPagesIs() throws IOException, SQLException {
    filled().close();
    Path file = made.resolve("outbox.mv.db");
    MVStoreTool.compact(file.toString(), false);
    assertThat(gone().foundIn(made)).isNotEmpty();
  }
}
