package io.botfunnel.starter.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.doctor.Finding.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this machine has to give the bot: ports, files, and settings that name them. */
class PlaceDoctorTest extends DoctorStage {
  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void thePageHasAPortThatIsInUse() throws IOException {
    try (ServerSocket other = taken()) {
      settings.put("console.port", String.valueOf(other.getLocalPort()));
      assertNamed(
          theOnlyFault(),
          Severity.WARNING,
          "Port %d, console.port, is in use".formatted(other.getLocalPort()),
          "CONSOLE_PORT");
      settings.put("console.enabled", "false");
      assertThat(wrong(examine())).isEmpty();
    }
  }

  @Test
  void theGatewayHasAPortThatIsInUseOrAHostThatIsNotHere() throws IOException {
    settings.put("gateway.enabled", "true");
    settings.put("gateway.port", "0");
    settings.put("xtracker.ingest-token", "an-ingest-token-of-partners");
    assertThat(wrong(examine())).isEmpty();
    try (ServerSocket other = taken()) {
      settings.put("gateway.port", String.valueOf(other.getLocalPort()));
      assertNamed(
          theOnlyFault(),
          Severity.FAILED,
          "cannot listen on 127.0.0.1:" + other.getLocalPort(),
          "Correct gateway.host and gateway.port");
    }
    settings.put("gateway.host", "192.0.2.1");
    assertNamed(theOnlyFault(), Severity.FAILED, "cannot listen on 192.0.2.1", "gateway.host");
  }

  @Test
  void theJournalCannotBeWritten() throws IOException {
    bot().close();
    Path journal = Path.of(outbox() + ".journal");
    Files.deleteIfExists(journal);
    Files.createDirectory(journal);
    List<Path> before = files();
    assertNamed(
        theOnlyFault(),
        Severity.FAILED,
        "cannot write its write-ahead log " + journal,
        "that folder");
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  /** There the rights of root allow what the file system does not. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theFolderTakesNoFiles() {
    settings.put("tracking.outbox.url", "/proc/outbox");
    assertNamed(
        theOnlyFault(),
        Severity.FAILED,
        "/proc is not a folder that it can write to",
        "another place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://bot:hidden@db/bot", "postgresql:bot:hidden@db"})
  void theOutboxesUrlIsATypo(String url) {
    settings.put("tracking.outbox.url", url);
    Finding fault = theOnlyFault();
    assertNamed(
        fault, Severity.FAILED, "tracking.outbox.url (TRACKING_OUTBOX_URL)", "jdbc:postgresql://");
    assertThat(fault.what()).contains("starts with jdbc:postgresql:").doesNotContain("hidden");
  }

  @Test
  void theBearerFileIsAFolderThatKeepsItsRights() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-xr-x"));
    settings.remove("xtracker.bearer");
    settings.put("xtracker.bearer-file", secrets.toString());
    Finding fault = theOnlyFault();
    assertNamed(fault, Severity.FAILED, "is the folder " + secrets, "");
    assertThat(fault.what()).contains("xtracker.bearer-file");
    assertThat(fault.remedy()).contains("Name the file in it").doesNotContain("chmod");
  }

  @Test
  void theBearerIsInQuotes() {
    settings.put("xtracker.bearer", "\"" + xtracker.bearer() + "\"");
    Finding fault = theOnlyFault();
    assertNamed(
        fault, Severity.FAILED, "xtracker.bearer (XTRACKER_BEARER) is ***", "XTRACKER_BEARER");
    assertThat(fault.what()).contains("without quotes").doesNotContain(xtracker.bearer());
  }

  @Test
  void theBearerIsMissingAndItsNameIsSaid() {
    settings.remove("xtracker.bearer");
    assertNamed(
        theOnlyFault(),
        Severity.FAILED,
        "xtracker.bearer (XTRACKER_BEARER) is missing",
        "XTRACKER_BEARER");
  }
}
