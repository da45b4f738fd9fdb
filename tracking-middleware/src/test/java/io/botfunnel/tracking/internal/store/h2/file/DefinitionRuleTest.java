package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements may be run as a file is opened, forged ones among them. */
class DefinitionRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FORCE AGGREGATE \"PUBLIC\".\"A\" FOR 'a.B'",
        "CREATE /* TABLE */ ALIAS a FOR 'java.lang.System.exit'",
        "CREATE TABLE t (n INT) -- \nENGINE \"a.B\"",
        "CREATE CACHED TABLE t (n INT) ENGINE \"a.B\"",
        "CREATE CACHED TABLE t (n VARCHAR DEFAULT U&\"FILE\\005fREAD\"('x'))",
        "CREATE CACHED TABLE t (n VARCHAR DEFAULT [FILE_READ]('x'))",
        "CREATE CONSTANT c VALUE file_write('x', 'y')",
        "CREATE CONSTANT c VALUE $$x$$",
        "CREATE \"TABLE\" c (n INT)",
        "CREATE USER IF NOT EXISTS \"X\" SALT '00' HASH '00' ADMIN",
        "CREATE USER IF NOT EXISTS BOTFUNNEL2 SALT '00' HASH '00' ADMIN",
        "CREATE FORCE LINKED TABLE \"T\"('a.Driver', 'jdbc:x', '', '', 'T')",
        "SET ALLOW_LITERALS 2",
        "SET AUTHENTICATOR TRUE",
        "SET DATABASE_EVENT_LISTENER 'a.B'",
        "SET JAVA_OBJECT_SERIALIZER 'a.B'",
        "SET LOCK_MODE 0",
        "SET RETENTION_TIME 0",
        "ALTER USER \"BOTFUNNEL\" ADMIN TRUE",
        "CALL 1",
        "RUNSCRIPT FROM 'http://127.0.0.1:1/x.sql'",
        "create alias a for 'java.lang.System.exit'",
        "@LOOP 2 CREATE TABLE t (n INT)",
        "",
        "'",
        "CREATE TABLE \"t",
        "CREATE TABLE U&\"\\00\" (n INT)",
      })
  void notThese(String statement) {
    assertThat(DefinitionRule.breach(statement)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE USER IF NOT EXISTS \"BOTFUNNEL\" SALT '00' HASH '00' ADMIN",
        "CREATE USER IF NOT EXISTS \"READER\" SALT '00' HASH '00'",
        "CREATE CACHED TABLE \"T\"( \"ENGINE\" INT DEFAULT LENGTH('it''s -- $$ FILE_READ('))",
        "CREATE CACHED TABLE U&\"\\00fcber\"( \"a\"\"b\" VARCHAR DEFAULT U&'\\00e4 ''/* ' )",
        "CREATE UNIQUE NULLS ALL DISTINCT INDEX \"I\" ON \"T\"(\"N\" NULLS FIRST)",
        "SET CREATE_BUILD 240",
      })
  void these(String statement) {
    assertThat(DefinitionRule.breach(statement)).isEmpty();
  }

  @Test
  void whatIsMeantForATerminalIsShownInPlainCharactersAndInPart() {
    String name = "\u001b[2J\u202egnp.exe";
    assertThat(DefinitionRule.breach("CREATE ALIAS \"%s\" FOR 'a.B'".formatted(name)))
        .hasValue("CREATE ALIAS ?[2J?gnp.exe");
    assertThat(
            DefinitionRule.breach("CREATE ALIAS \"%s\"".formatted("a".repeat(900))).orElseThrow())
        .hasSizeLessThan(120);
  }
}
