package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SampleBotTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int exitCodeOf(String... arguments) {
    CommandLine commandLine = SampleBot.commands().commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @Nested
  class Help {
    @Test
    void isShownWhenNothingIsAskedFor() {
      assertThat(exitCodeOf()).isEqualTo(2);
      assertThat(err.toString()).contains("run", "demo", "sandbox", "Examples:", "java -jar");
    }

    @Test
    void isThereForEveryCommand() {
      assertThat(exitCodeOf("help", "demo")).isZero();
      assertThat(exitCodeOf("help", "sandbox")).isZero();
      assertThat(exitCodeOf("run", "--help")).isZero();
      assertThat(out.toString())
          .contains("--for", "--pace", "--seed", "--xtracker-port", "TELEGRAM_BOT_TOKEN");
    }

    @Test
    void saysTheVersionOfEveryCommandToo() {
      assertThat(exitCodeOf("--version")).isZero();
      assertThat(exitCodeOf("demo", "-V")).isZero();
      assertThat(out.toString().lines().filter(line -> line.startsWith("sample-bot "))).hasSize(2);
    }
  }

  @Nested
  class AWrongCommandLine {
    @Test
    void namesAnUnknownCommand() {
      assertThat(exitCodeOf("dmeo")).isEqualTo(2);
      assertThat(err.toString()).contains("'dmeo'", "java -jar sample-bot.jar --help");
    }

    @Test
    void namesAWrongTimeTheRuleAndTheRemedy() {
      assertThat(exitCodeOf("demo", "--for", "0.5h")).isEqualTo(2);
      assertThat(err.toString())
          .contains("--for", "'0.5h' is not a time", "whole number with s, m or h", "30s");
    }

    @Test
    void namesAWrongPaceTheRuleAndTheRemedy() {
      assertThat(exitCodeOf("demo", "--pace", "0")).isEqualTo(2);
      assertThat(exitCodeOf("demo", "--pace", "fast")).isEqualTo(2);
      assertThat(err.toString())
          .contains("--pace", "'0' is no pace", "'fast' is no pace", "0.1 to 1000");
    }

    @Test
    void namesAWrongPortTheRuleAndTheRemedy() {
      assertThat(exitCodeOf("sandbox", "--xtracker-port", "65536")).isEqualTo(2);
      assertThat(exitCodeOf("sandbox", "--bot-api-port", "-1")).isEqualTo(2);
      assertThat(err.toString())
          .contains("--xtracker-port", "'65536' is not a port", "'-1' is not a port", "up to 65535")
          .contains("0 for a free port", "sandbox --help");
    }

    @Test
    void namesAPortInUse() throws IOException {
      try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String port = String.valueOf(used.getLocalPort());

        assertThat(exitCodeOf("sandbox", "--bot-api-port", port)).isEqualTo(2);
        assertThat(exitCodeOf("sandbox", "--control-port", port)).isEqualTo(2);
        assertThat(err.toString())
            .contains("--bot-api-port: ", "--control-port: ", "127.0.0.1:" + port)
            .contains("Stop the program that uses the port", "choose another");
      }
    }
  }
}
