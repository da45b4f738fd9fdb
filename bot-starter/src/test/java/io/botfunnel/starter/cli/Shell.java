package io.botfunnel.starter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.starter.cli.command.CommandContext;
import io.botfunnel.starter.cli.output.Terminal;
import io.botfunnel.starter.settings.OperatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** A bot's command line in this process: what it is given, and what it answers. */
public final class Shell {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> settings = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private String answer = "";
  private boolean interactive;
  private Clock clock = Clock.systemUTC();

  /** What a command has left behind. */
  public record Answer(int code, String out, String err) {
    public List<String> lines() {
      return out.lines().toList();
    }

    /** All of standard output as one object. */
    public JsonNode json() throws IOException {
      return JSON.readTree(out);
    }

    /** Standard output as an object a line. */
    public List<JsonNode> jsonLines() throws IOException {
      List<JsonNode> objects = new ArrayList<>();
      for (String line : lines()) {
        objects.add(JSON.readTree(line));
      }
      return objects;
    }
  }

  public Shell with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Shell withClock(Clock other) {
    clock = other;
    return this;
  }

  /** Somebody sits there and answers so. */
  public Shell answering(String text) {
    interactive = true;
    answer = text;
    return this;
  }

  /** What he was asked. */
  public List<String> asked() {
    return asked;
  }

  CommandLine commandLine() {
    return new BotCommands("test-bot", context -> {})
        .commandLine(new CommandContext(OperatorSettings.from(settings), terminal(), clock));
  }

  public Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Answer(code, out.toString(), err.toString());
  }

  private Terminal terminal() {
    return new Terminal() {
      @Override
      public boolean interactive() {
        return interactive;
      }

      @Override
      public String ask(String question) {
        asked.add(question);
        return answer;
      }
    };
  }
}
