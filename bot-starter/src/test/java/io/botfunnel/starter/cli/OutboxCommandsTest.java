package io.botfunnel.starter.cli;

import static io.botfunnel.starter.cli.GivenOutbox.ANN;
import static io.botfunnel.starter.cli.GivenOutbox.BOB;
import static io.botfunnel.starter.cli.GivenOutbox.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the outbox of a bot that does not run. */
@Tag("slow")
class OutboxCommandsTest {
  private static final String FORMULA = "dep-=cmd|'/c_calc'!A1";

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private static Path filled;
  private Shell shell;

  @BeforeAll
  static void fill(@TempDir Path once) {
    filled = Path.of(GivenOutbox.in(once) + ".mv.db");
  }

  @BeforeEach
  void copy() throws IOException {
    Path outbox = folder.resolve("outbox");
    Files.copy(filled, Path.of(outbox + ".mv.db"));
    shell = new Shell().with("tracking.outbox.url", outbox.toString());
  }

  private Shell.Answer run(String... arguments) {
    return shell.run(arguments);
  }

  private List<String> eids(String... arguments) throws IOException {
    return run(arguments).jsonLines().stream().map(entry -> entry.path("eid").asText()).toList();
  }

  @Nested
  class Status {
    @Test
    void saysThatNoBotRunsWhatWaitsAndWhatIsRefused() {
      Shell.Answer answer = run("outbox", "status");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out())
          .contains("does not run")
          .contains("accepted 6 = delivered 3 + duplicate 0 + waiting 1 + refused 2 + erased 0")
          .contains("has waited for ")
          .contains("2 × invalid_value (HTTP 400)")
          .contains("The bot does not run, so nothing is sent");
    }

    @Test
    void isAnObjectForMachines() throws IOException {
      JsonNode status = run("outbox", "status", "--json").json();
      assertThat(status.path("running").asBoolean()).isFalse();
      assertThat(status.path("outbox").path("refused").asInt()).isEqualTo(2);
      assertThat(status.path("oldestWaitingMs").isIntegralNumber()).isTrue();
      assertThat(status.path("refusedFor").path("invalid_value (HTTP 400)").asInt()).isEqualTo(2);
      assertThat(status.path("troubles")).hasSize(1);
    }

    @Test
    void saysThatNoBotRunsAlsoIfNothingWaits() throws IOException {
      run("outbox", "erase", "--state", "waiting", "--yes");
      Shell.Answer answer = run("outbox", "status");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("nothing waits").containsPattern("Verdict +not running");
      assertThat(run("outbox", "status", "--json").json().path("verdict").asText())
          .isEqualTo("not_running");
    }
  }

  @Nested
  class Listing {
    @Test
    void isATableNewestFirst() {
      Shell.Answer answer = run("outbox", "list");
      assertThat(answer.code()).isZero();
      assertThat(answer.lines()).hasSize(7);
      assertThat(answer.lines().get(0)).startsWith("STATE ").contains("REASON");
      assertThat(answer.lines().get(1)).startsWith("waiting").contains("contact-" + EVE);
      assertThat(answer.out()).contains("7.50 EUR", "25.00 USD", "invalid_value (HTTP 400)");
    }

    @Test
    void isNarrowedByEveryFilter() throws IOException {
      assertThat(eids("outbox", "list", "--json", "--state", "refused"))
          .containsExactly(FORMULA, "dep-tx-2");
      assertThat(eids("outbox", "list", "--json", "--kind", "bind", "--user", "" + ANN))
          .containsExactly("bind-1001-abc");
      assertThat(eids("outbox", "list", "--json", "--uid", "xyz", "--kind", "deposit")).hasSize(2);
      assertThat(eids("outbox", "list", "--json", "--eid", "dep-tx-1")).containsExactly("dep-tx-1");
      assertThat(eids("outbox", "list", "--json", "--reason", "INVALID_value")).hasSize(2);
      assertThat(eids("outbox", "list", "--json", "--limit", "1")).hasSize(1);
    }

    @Test
    void saysThatNothingMatches() {
      Shell.Answer answer = run("outbox", "list", "--user", "77");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("Nothing matches");
      assertThat(run("outbox", "list", "--inbox").code()).isEqualTo(1);
    }

    @Test
    void saysWhereThereMayBeMore() {
      assertThat(run("outbox", "list", "--limit", "2").err()).contains("--limit");
    }

    @Test
    void namesAWrongFilter() {
      assertThat(run("outbox", "list", "--state", "lost").err())
          .contains("'lost' is not a state", "waiting, delivered");
      assertThat(run("outbox", "list", "--kind", "depo").err()).contains("'depo' is not a kind");
      assertThat(run("outbox", "list", "--limit", "0").err()).contains("at least 1");
      Shell.Answer uid = run("outbox", "list", "--uid", "a.b");
      assertThat(uid.code()).isEqualTo(2);
      assertThat(uid.err()).contains("uid 'a.b'", "1 to 61");
    }
  }

  @Nested
  class Show {
    @Test
    void hasTheBytesThatAreSent() throws IOException {
      Shell.Answer answer = run("outbox", "show", "deposit", "dep-tx-2");
      assertThat(answer.code()).isZero();
      assertThat(answer.out())
          .containsPattern("State +refused")
          .containsPattern("Reason +invalid_value")
          .containsPattern("Amount +7.50 EUR")
          .contains("\"eid\":\"dep-tx-2\"");
      assertThat(
              run("outbox", "show", "deposit", "dep-tx-2", "--json").json().path("body").asText())
          .startsWith("{\"event\":\"deposit\"");
    }

    @Test
    void saysWhatItDoesNotFind() {
      Shell.Answer answer = run("outbox", "show", "deposit", "tx-2");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err()).contains("no deposit with the eid tx-2", "dep-");
    }
  }

  @Nested
  class Retry {
    @Test
    void letsOneWaitAgain() {
      Shell.Answer answer = run("outbox", "retry", "deposit", "dep-tx-2", "--yes");
      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("1 entry sent again.");
      assertThat(answer.err()).contains("No bot runs: the entries wait until one is started.");
      assertThat(run("outbox", "show", "deposit", "dep-tx-2").out())
          .containsPattern("State +waiting");
    }

    @Test
    void saysHowManyAndAsks() {
      shell.answering("y");
      assertThat(run("outbox", "retry", "--reason", "invalid_value").code()).isZero();
      assertThat(shell.asked()).containsExactly("2 entries will be sent again. Continue? [y/N] ");
      assertThat(run("outbox", "list", "--state", "refused").code()).isEqualTo(1);
    }

    @Test
    void takesAnythingButYesForNo() {
      shell.answering("");
      Shell.Answer answer = run("outbox", "retry", "--all");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err()).contains("Nothing was changed");
      assertThat(run("outbox", "list", "--state", "refused").code()).isZero();
    }

    @Test
    void needsToBeToldWhereNobodyCanBeAsked() {
      Shell.Answer answer = run("outbox", "retry", "--state", "refused");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err()).contains("2 entries will be sent again", "--yes");
    }

    @Test
    void refusesToActOnEverythingUnlessThatIsSaid() throws IOException {
      Shell.Answer refused = run("outbox", "retry", "--yes");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("--all");
      assertThat(run("outbox", "retry", "--all", "--yes", "--json").json().path("changed").asInt())
          .isEqualTo(2);
    }

    @Test
    void namesWhatCannotBeSentAgain() {
      assertThat(run("outbox", "retry", "--state", "delivered", "--yes").err())
          .contains("An entry that is delivered cannot be sent again");
      assertThat(run("outbox", "retry", "deposit", "--yes").err()).contains("its kind and its eid");
      assertThat(run("outbox", "retry", "deposit", "dep-1", "--all").err())
          .contains("KIND and EID name one entry");
      Shell.Answer nothing = run("outbox", "retry", "deposit", "dep-tx-1", "--yes");
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.out()).contains("Nothing matched");
    }
  }

  @Nested
  class Erase {
    @Test
    void erasesWhatIsRefusedOrWaits() {
      Shell.Answer answer = run("outbox", "erase", "--all", "--yes");
      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("3 entries erased.");
      assertThat(run("outbox", "status").out()).contains("refused 0 + erased 3");
    }

    @Test
    void asksForWhatCannotBeUndone() {
      shell.answering("n");
      assertThat(run("outbox", "erase", "--user", "" + BOB).code()).isEqualTo(1);
      assertThat(shell.asked().get(0)).contains("2 entries", "for good");
    }
  }

  @Nested
  class Export {
    @Test
    void isCsvThatNoSpreadsheetRuns() throws IOException {
      Path csv = folder.resolve("all.csv");
      Shell.Answer answer = run("outbox", "export", "--format", "csv", "--out", csv.toString());
      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("6 entries written to " + csv);
      List<CSVRecord> rows =
          CSVFormat.RFC4180
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(new StringReader(Files.readString(csv)))
              .getRecords();
      assertThat(rows).hasSize(6);
      assertThat(rows.get(1).get("eid")).isEqualTo(FORMULA);
      assertThat(rows.get(2).toMap())
          .containsEntry("state", "refused")
          .containsEntry("telegram_user_id", "" + BOB)
          .containsEntry("amount", "7.50 EUR")
          .containsEntry("reason", "invalid_value (HTTP 400)");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)))
          .isEqualTo("rw-------");
    }

    @Test
    void isJsonAnObjectALineOnStandardOutput() throws IOException {
      Shell.Answer answer = run("outbox", "export", "--format", "json", "--state", "refused");
      assertThat(answer.jsonLines()).hasSize(2);
      assertThat(answer.jsonLines().get(0).path("state").asText()).isEqualTo("refused");
    }

    @Test
    void tellsAMachineHowMany() throws IOException {
      String out = folder.resolve("e.json").toString();
      JsonNode told = run("outbox", "export", "--format", "json", "--out", out, "--json").json();
      assertThat(told.path("entries").asInt()).isEqualTo(6);
    }

    @Test
    void neverOverwrites() throws IOException {
      Path taken = Files.writeString(folder.resolve("taken.csv"), "mine");
      Shell.Answer answer = run("outbox", "export", "--format", "csv", "--out", taken.toString());
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err()).contains("taken.csv", "Choose another name");
      assertThat(taken).hasContent("mine");
    }
  }

  @Nested
  class Backup {
    @Test
    void isAZipOfItsOwner() throws IOException {
      Path zip = elsewhere.resolve("b.zip");
      JsonNode told = run("outbox", "backup", zip.toString(), "--json").json();
      assertThat(told.path("bytes").asLong()).isEqualTo(Files.size(zip)).isPositive();
      assertThat(run("outbox", "backup", zip.toString()).code()).isEqualTo(2);
      Shell.Answer nowhere = run("outbox", "backup", elsewhere.resolve("no/b.zip").toString());
      assertThat(nowhere.code()).isEqualTo(2);
      assertThat(nowhere.err()).contains("and its folder must");
    }

    @Test
    void isNoOtherFileAndInNoOtherPlace() throws IOException {
      Shell.Answer noZip = run("outbox", "backup", elsewhere.resolve("outbox.journal").toString());
      assertThat(noZip.code()).isEqualTo(2);
      assertThat(noZip.err()).contains("outbox.journal", "ends in .zip");
      Shell.Answer inside = run("outbox", "backup", folder.resolve("b.zip").toString());
      assertThat(inside.code()).isEqualTo(2);
      assertThat(inside.err())
          .contains("b.zip", "outside of the outbox's folder", "another folder");
      assertThat(elsewhere).isEmptyDirectory();
      assertThat(folder.resolve("b.zip")).doesNotExist();
    }
  }

  @Nested
  class User {
    @Test
    void isATimelineByTelegramIdOrUid() {
      Shell.Answer answer = run("user", "" + BOB);
      assertThat(answer.code()).isZero();
      assertThat(answer.lines()).startsWith("User  1002", "Uids  xyz");
      assertThat(answer.lines().get(3)).contains("bind-1002-xyz");
      assertThat(run("user", "xyz").lines().get(0)).isEqualTo("User  1002");
      assertThat(run("user", "fb_xyz").lines().get(0)).isEqualTo("User  1002");
    }

    @Test
    void isAnObjectForMachines() throws IOException {
      JsonNode ann = run("user", "abc", "--json").json();
      assertThat(ann.path("telegramUserId").asLong()).isEqualTo(ANN);
      assertThat(ann.path("uids").get(0).asText()).isEqualTo("abc");
      assertThat(ann.path("entries")).hasSize(2);
    }

    @Test
    void saysWhomItDoesNotKnow() {
      Shell.Answer answer = run("user", "nobody");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("Nothing is known about nobody");
    }
  }

  @Nested
  class Forget {
    @Test
    void erasesAPersonAndTheBooksBalance() throws IOException {
      Shell.Answer answer = run("forget", "" + BOB, "--yes");
      assertThat(answer.code()).isZero();
      assertThat(answer.out()).contains("Erased 3 entries and 1 uid of 1002");
      assertThat(run("user", "xyz").code()).isEqualTo(1);
      assertThat(run("outbox", "list").out()).doesNotContain("1002", "xyz");
      assertThat(run("outbox", "status").out()).doesNotContain("do not balance");
      assertThat(run("forget", "" + BOB, "--yes").code()).isEqualTo(1);
    }

    @Test
    void leavesNoByteOfThePersonInTheFile() throws IOException {
      assertThat(bytes()).contains("dep-tx-2");
      run("forget", "" + BOB, "--yes");
      assertThat(bytes()).doesNotContain("dep-tx-2").contains("dep-tx-1");
    }

    private String bytes() throws IOException {
      return Files.readString(folder.resolve("outbox.mv.db"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesACopyThatIsTheOperatorsOwn() throws IOException {
      Files.createFile(folder.resolve("outbox.mv.db.damaged"));
      Shell.Answer answer = run("forget", "" + BOB, "--yes");
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.out()).contains("Erased", "Not done yet", "outbox.mv.db.damaged");
    }

    @Test
    void asksFirst() {
      assertThat(run("forget", "" + BOB).code()).isEqualTo(2);
      shell.answering("no");
      assertThat(run("forget", "" + BOB).err()).contains("Nothing was changed");
      assertThat(shell.asked()).singleElement().asString().contains("1002", "for good");
    }
  }

  @Nested
  class Send {
    @Test
    void recordsATestDepositForTheNextStart() throws IOException {
      Shell.Answer answer = run("send", "--uid", "abc", "--id", "one", "--yes", "--json");
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.json().path("outcome").asText()).isEqualTo("queued");
      assertThat(answer.json().path("result").asText()).isEqualTo("no_bot");
      assertThat(answer.json().path("entry").path("eid").asText()).isEqualTo("dep-test-one");
      assertThat(answer.json().path("entry").path("amount").asText()).isEqualTo("1.00 USD test");
    }

    @Test
    void saysThatNoBotRuns() {
      Shell.Answer answer = run("send", "--uid", "abc", "--id", "one", "--yes");
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.out()).contains("no bot runs", "sent when one is started");
    }

    @Test
    void refusesATimeoutOutOfRange() {
      Shell.Answer answer = run("send", "--uid", "abc", "--timeout", "601", "--yes");
      assertThat(answer.code()).isEqualTo(2);
      assertThat(answer.err()).contains("--timeout 601", "0 to 600 seconds");
    }

    @Test
    void countsTheSameIdOnce() {
      run("send", "--user", "" + ANN, "--id", "one", "--yes");
      Shell.Answer again = run("send", "--user", "" + ANN, "--id", "one", "--yes");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.out()).contains("sent before");
      assertThat(run("send", "--user", "" + ANN, "--id", "one", "--amount", "2", "--yes").out())
          .contains("another amount");
    }

    @Test
    void saysThatItCounts() {
      shell.answering("");
      assertThat(run("send", "--uid", "abc").err()).contains("Nothing was sent");
      assertThat(shell.asked().get(0)).contains("XTRACKER will count", "1.00 USD", "abc");
    }

    @Test
    void namesAWrongAmountBeforeItOpensAnything() {
      assertThat(run("send", "--uid", "abc", "--amount", "1,5").err()).contains("no comma");
      assertThat(run("send", "--yes").code()).isEqualTo(2);
    }
  }
}
