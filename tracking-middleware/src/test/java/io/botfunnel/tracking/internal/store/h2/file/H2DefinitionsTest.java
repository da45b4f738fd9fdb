package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.h2.H2MoveEndpoint;
import io.botfunnel.tracking.internal.store.h2.repair.Repair;
import io.botfunnel.tracking.internal.store.h2.repair.Rescue;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.MetaType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that a stranger has changed runs nothing, by whichever door it is opened. */
@Tag("slow")
public class H2DefinitionsTest {
  private static final int EVENTS = 5;

  @TempDir Path temporary;
  private OutboxFolder folder;
  private ForeignFile foreign;

  @BeforeEach
  void begin() {
    folder = new OutboxFolder(temporary);
    foreign = new ForeignFile(folder);
    folder.closedAfter(EVENTS);
  }

  /** Every way by which a file is opened. */
  public enum Door {
    RUN {
      @Override
      public void open(OutboxFolder folder) {
        folder.open().close();
      }
    },
    LOOK {
      @Override
      public void open(OutboxFolder folder) {
        Store.look(folder.outbox().toString(), new PlainWire(), Clock.systemUTC()).close();
      }
    },
    DAMAGES {
      @Override
      public void open(OutboxFolder folder) {
        Repair.damages(folder.outbox(), Clock.systemUTC());
      }
    },
    REPAIR {
      @Override
      public void open(OutboxFolder folder) {
        Repair.run(folder.outbox(), Clock.systemUTC());
      }
    },
    MOVE {
      @Override
      public void open(OutboxFolder folder) {
        H2MoveEndpoint.open(folder.outbox(), Clock.systemUTC()).close();
      }
    };

    public abstract void open(OutboxFolder folder);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable opening)
      throws IOException {
    byte[] before = Files.readAllBytes(folder.file());
    Throwable thrown = catchThrowable(opening);
    assertThat(foreign.marker()).as("what code of the file leaves").doesNotExist();
    AbstractThrowableAssert<?, ? extends Throwable> refused =
        assertThat(thrown)
            .isInstanceOf(OutboxUnavailableException.class)
            .hasMessageContaining(folder.file().toString())
            .hasMessageContaining("Only tables, views, indexes");
    assertThat(folder.file()).hasBinaryContent(before);
    return refused;
  }

  private List<String> statements() {
    return RawStore.read(folder.file(), store -> H2Definitions.statements(folder.file(), store));
  }

  @Test
  void aTriggerInJavaSourceIsRefusedByNameAtEachDoor() throws SQLException, IOException {
    foreign.define(foreign.triggerInSource());
    for (Door door : Door.values()) {
      assertRefused(() -> door.open(folder))
          .hasMessageContaining("TRIGGER PUBLIC.POISON")
          .hasMessageContaining("a backup that you made yourself");
    }
  }

  @Test
  void aFunctionInJavaSourceIsRefusedByNameAtEachDoor() throws SQLException, IOException {
    foreign.define(foreign.functionInSource());
    for (Door door : Door.values()) {
      assertRefused(() -> door.open(folder)).hasMessageContaining("ALIAS PUBLIC.POISON");
    }
  }

  @Test
  void aViewThatWritesAFileIsRefused() throws SQLException, IOException {
    foreign.define(foreign.viewThatWritesAFile());
    assertRefused(() -> Door.LOOK.open(folder))
        .hasMessageContaining("VIEW PUBLIC.POISONED, which calls FILE_WRITE");
  }

  @Test
  void whatOnlyAForgerWritesIsRefused() throws IOException {
    foreign.forge("CREATE CONSTANT c VALUE FILE_WRITE('ran', '%s')".formatted(foreign.marker()));
    assertRefused(() -> Door.RUN.open(folder)).hasMessageContaining("FILE_WRITE");
  }

  /** H2 would count up to it at each start. */
  @Test
  void aConstantThatH2WouldComputeIsRefused() throws IOException {
    foreign.forge(
        "CREATE CONSTANT \"PUBLIC\".\"C\" VALUE (SELECT SUM(X) FROM SYSTEM_RANGE(1, 900000000000000000))");
    for (Door door : Door.values()) {
      assertRefused(() -> door.open(folder)).hasMessageContaining("CREATE CONSTANT PUBLIC.C");
    }
  }

  @Test
  void whatIsTooDeepForH2IsNamed() throws IOException {
    foreign.forge(
        "CREATE FORCE VIEW \"PUBLIC\".\"V\"(\"X\") AS SELECT %s1%s AS X"
            .formatted("(".repeat(20_000), ")".repeat(20_000)));
    for (Door door : new Door[] {Door.RUN, Door.LOOK, Door.MOVE}) {
      assertThatThrownBy(() -> door.open(folder))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining("needs more memory than there is")
          .hasMessageContaining("a backup that you made yourself");
    }
  }

  /** A million of them would take all of the memory. */
  @Test
  void moreThanAnyAuthorHasIsRefusedBeforeAllIsRead() throws IOException {
    for (int i = 0; i < 5; i++) {
      foreign.forge("COMMENT ON TABLE \"PUBLIC\".\"AUDIT\" IS '%s'".formatted("x".repeat(1 << 20)));
    }
    for (Door door : Door.values()) {
      assertThatThrownBy(() -> door.open(folder))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining(folder.file().toString())
          .hasMessageContaining("longer than 4,194,304 characters");
    }
  }

  @Test
  void anOutboxItselfIsFarBelowThatBound() {
    assertThat(statements().stream().mapToInt(String::length).sum()).isLessThan(40_000);
  }

  /** Behind it there would be no number for what follows. */
  @Test
  void anEntryWithTheLastNumberOfAllIsNamed() throws SQLException, IOException {
    foreign.define("UPDATE entry SET id = 9223372036854775807 WHERE id = 1");
    for (Door door : new Door[] {Door.RUN, Door.LOOK}) {
      assertThatThrownBy(() -> door.open(folder))
          .isInstanceOf(OutboxUnavailableException.class)
          .hasMessageContaining(
              "an entry has the number 9223372036854775807, which no outbox gives");
    }
  }

  /** A bot that has closed the outbox could not open it again, as it does to make it small. */
  @Test
  void aSettingThatKeepsTheFileOpenIsRefused() throws SQLException, IOException {
    foreign.define("SET DB_CLOSE_DELAY 1", "SHUTDOWN");
    assertRefused(() -> Door.RUN.open(folder)).hasMessageContaining("SET DB_CLOSE_DELAY");
  }

  @Test
  void eachOfThemIsNamed() throws SQLException, IOException {
    foreign.define(
        "CREATE ALIAS prop FOR 'java.lang.System.setProperty'",
        foreign.triggerInSource()[0],
        "CREATE FORCE LINKED TABLE far('org.h2.Driver', 'jdbc:h2:mem:other', 'sa', '', 'T')",
        "CREATE VIEW reading AS SELECT * FROM CSVREAD('/etc/hostname')",
        "CREATE TABLE t (n INT DEFAULT LENGTH(CSVWRITE('/tmp/never-there/x', 'SELECT 1')))",
        "CREATE TABLE s (n INT GENERATED ALWAYS AS (LENGTH(\"FILE_READ\"('/etc/hostname'))))",
        "CREATE DOMAIN d AS INT CHECK (VALUE < LENGTH(FILE_READ('/etc/hostname')))",
        "CREATE USER mallory PASSWORD 'x' ADMIN",
        "SET ALLOW_LITERALS ALL");
    assertThat(H2Definitions.breaches(statements()))
        .containsExactlyInAnyOrder(
            "CREATE FORCE ALIAS PUBLIC.PROP",
            "CREATE FORCE TRIGGER PUBLIC.POISON",
            "CREATE FORCE LINKED TABLE PUBLIC.FAR",
            "CREATE FORCE VIEW PUBLIC.READING, which calls CSVREAD",
            "CREATE CACHED TABLE PUBLIC.T, which calls CSVWRITE",
            "CREATE CACHED TABLE PUBLIC.S, which calls FILE_READ",
            "ALTER DOMAIN PUBLIC.D, which calls FILE_READ",
            "CREATE USER MALLORY",
            "SET ALLOW_LITERALS");
    assertRefused(() -> Door.RUN.open(folder)).hasMessageContaining("; and 4 more");
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefusedBeforeItsCodeRuns() throws SQLException, IOException {
    foreign.define(foreign.triggerInSource());
    foreign.define(
        "CREATE USER somebody PASSWORD '' ADMIN",
        "ALTER USER somebody RENAME TO someone",
        "ALTER USER botfunnel RENAME TO other");
    assertThatThrownBy(() -> Door.RUN.open(folder))
        .hasMessageContaining("is the H2 database of another program");
    assertThat(foreign.marker()).doesNotExist();
  }

  @Nested
  class WhatAuthorsHave {
    private static final String[] THEIRS = {
      "CREATE SCHEMA shop",
      "CREATE DOMAIN shop.price AS DECIMAL(20, 2) DEFAULT 0 CHECK (VALUE >= 0)",
      "CREATE SEQUENCE shop.numbers START WITH 7",
      "CREATE CONSTANT shop.one VALUE 1",
      "CREATE TABLE shop.customer (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, \"name of ümlaut\" VARCHAR(50) DEFAULT 'it''s $$ -- /* x */ „quoted“', at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, half INT GENERATED ALWAYS AS (id / 2), tags VARCHAR ARRAY, doc JSON, note CLOB, \"engine\" INT, kind ENUM('a', 'b'))",
      "CREATE TABLE shop.orders (id BIGINT DEFAULT NEXT VALUE FOR shop.numbers PRIMARY KEY, customer BIGINT REFERENCES shop.customer ON DELETE CASCADE, price shop.price, CONSTRAINT cheap CHECK (price < 1000000), UNIQUE (customer, price))",
      "CREATE MEMORY TABLE shop.cache (k VARCHAR PRIMARY KEY, v JAVA_OBJECT)",
      "CREATE INDEX shop.by_price ON shop.orders (price DESC)",
      "CREATE UNIQUE NULLS ALL DISTINCT INDEX shop.by_name ON shop.customer (\"name of ümlaut\")",
      "CREATE VIEW shop.rich AS /* of mine */ SELECT c.\"name of ümlaut\", SUM(o.price) AS s FROM shop.customer c JOIN shop.orders o ON o.customer = c.id -- all\n GROUP BY c.id HAVING SUM(o.price) > 10 - -5",
      "CREATE VIEW shop.counted AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i, REGEXP_REPLACE('a', '$', 'b') AS r, CASE WHEN i > 1 THEN U&'\\00e4' ELSE 'x' END AS x FROM n",
      "CREATE SYNONYM shop.buyer FOR shop.customer",
      "CREATE ROLE shop_reader",
      "GRANT SELECT ON shop.orders TO shop_reader",
      "CREATE USER reader PASSWORD 'x'",
      "GRANT shop_reader TO reader",
      "COMMENT ON TABLE shop.orders IS 'what -- was ordered'",
      "SET DEFAULT_LOCK_TIMEOUT 2000",
      "ANALYZE"
    };

    @Test
    void opensByEveryDoor() throws SQLException, IOException {
      foreign.define(THEIRS);
      for (Door door : Door.values()) {
        door.open(folder);
      }
      try (Store store = folder.open();
          Connection connection = store.dataSource().getConnection();
          Statement sql = connection.createStatement()) {
        sql.execute("INSERT INTO shop.customer (kind) VALUES ('a')");
        try (ResultSet row = sql.executeQuery("SELECT COUNT(*) FROM shop.counted")) {
          row.next();
          assertThat(row.getInt(1)).isEqualTo(9);
        }
      }
      Door.LOOK.open(folder);
    }
  }

  /** What H2 reads below SQL: classes by name, and Java objects. */
  @Nested
  class BelowSql {
    @Test
    void noClassIsLoadedThatTheFileNames() throws IOException {
      try (MVStore store = RawStore.writing(folder.file())) {
        MVMap<String, DataType<?>> types =
            store.openMap(
                "_",
                new MVMap.Builder<String, DataType<?>>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(new MetaType<>(null, null)));
        types.put("poison", new HostileType());
        store.commit();
      }
      assertNothingRuns(HostileType.RAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openTransactions", "botfunnel.checkpoint"})
    void noJavaObjectIsMadeOfWhatTheFileHas(String map) throws IOException {
      try (MVStore store = RawStore.writing(folder.file())) {
        MVMap<Object, Object> objects = store.openMap(map);
        objects.put(map.startsWith("open") ? 1 : "outbox", new HostileObject());
        store.commit();
      }
      assertNothingRuns(HostileObject.RAN);
    }

    /** A column of ours may be of any type in a file of somebody else's. */
    @Test
    void noJavaObjectIsMadeOfWhatAColumnHolds() throws SQLException, IOException {
      foreign.define(
          "DROP TABLE audit",
          "CREATE TABLE audit (id BIGINT PRIMARY KEY, at_ms BIGINT, who VARCHAR, what JAVA_OBJECT)",
          "INSERT INTO audit VALUES (1, 0, 'x', X'%s')".formatted(serialized()),
          "ALTER TABLE conflict ALTER COLUMN kept DROP NOT NULL",
          "ALTER TABLE conflict DROP COLUMN kept",
          "ALTER TABLE conflict ADD COLUMN kept JAVA_OBJECT ARRAY",
          "INSERT INTO conflict (bot, kind, entry_key, kept, offered, seen_at_ms)"
              + " VALUES ('', 'bind', 'k', ARRAY[CAST(X'%s' AS JAVA_OBJECT)], 'o', 0)"
                  .formatted(serialized()));
      System.clearProperty(HostileObject.RAN);
      Path begunAnew = temporary.resolve("anew");
      new NewH2File(begunAnew).make();
      Rescue rescue = new Rescue(folder.file(), begunAnew);
      rescue.copy();
      assertThat(System.getProperty(HostileObject.RAN)).isNull();
      assertThat(rescue.notes())
          .containsExactlyInAnyOrder(
              "A part of the table audit could not be read.",
              "A part of the table conflict could not be read.");
    }

    private String serialized() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(new HostileObject());
      }
      return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private void assertNothingRuns(String property) throws IOException {
      Files.deleteIfExists(folder.mark());
      System.clearProperty(property);
      for (Door door : new Door[] {Door.RUN, Door.LOOK, Door.MOVE}) {
        assertThatThrownBy(() -> door.open(folder))
            .isInstanceOf(OutboxUnavailableException.class)
            .hasMessageContaining("which no outbox has");
      }
      // What may be damage is repaired, and what it would run does not run
      assertThat(Repair.run(folder.outbox(), Clock.systemUTC()).damages()).isNotEmpty();
      Door.RUN.open(folder);
      assertThat(System.getProperty(property)).isNull();
    }
  }

  /** Says when it was made. */
  static final class HostileObject implements Serializable {
    static final String RAN = "botfunnel.test.object";
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      System.setProperty(RAN, "true");
    }
  }

  /** Says when it was made. */
  public static final class HostileType extends BasicDataType<Object> {
    static final String RAN = "botfunnel.test.type";

    public HostileType() {
      System.setProperty(RAN, "true");
    }

    @Override
    public int getMemory(Object value) {
      return 0;
    }

    @Override
    public void write(WriteBuffer buffer, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object read(ByteBuffer buffer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object[] createStorage(int size) {
      return new Object[size];
    }
  }
}
