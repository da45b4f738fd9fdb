package io.botfunnel.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

class HelpTest {
  private final Shell shell = new Shell();

  @TestFactory
  Stream<DynamicTest> readsWellForEveryCommand() {
    return commands(shell.commandLine())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(), () -> readsWell(command)));
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(sub -> !(sub.getCommand() instanceof HelpCommand))
            .flatMap(HelpTest::commands));
  }

  private static void readsWell(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(help)
        .startsWith("Usage: java -jar test-bot.jar")
        .contains("Example")
        .contains("--help")
        .doesNotContain("null", "${");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(command.getCommandSpec().usageMessage().description())
        .as("no line is broken in two")
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(command.getCommandSpec().usageMessage().description()[0])
        .as("the first line is a sentence, for it stands in the list of commands")
        .endsWith(".");
  }

  @Test
  void isThereUnderBothNames() {
    assertThat(shell.run("help", "outbox").out()).isEqualTo(shell.run("outbox", "--help").out());
  }

  @Test
  void listsTheExitCodes() {
    assertThat(shell.run("--help").out())
        .contains("Exit codes:", "0   Done", "1   ", "2   ", "3   The outbox");
  }

  @Test
  void isShownWhereNothingIsAskedFor() {
    Shell.Answer answer = shell.run();
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("Commands:", "doctor", "outbox", "Examples:");
  }

  @Test
  void namesAnUnknownCommandAndWhereHelpIs() {
    Shell.Answer answer = shell.run("outbox", "lst");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("'lst'", "Try: java -jar test-bot.jar outbox --help");
  }

  @Test
  void asksWhatAboutTheOutbox() {
    Shell.Answer answer = shell.run("outbox");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("status, list, show, retry, erase, export, backup, move");
  }

  @Test
  void saysTheVersion() {
    assertThat(shell.run("outbox", "list", "--version").out()).contains("test-bot ", "Java ");
  }

  @Test
  void completesInBashUnderTheNameOfTheProgram() {
    assertThat(shell.run("completion").out())
        .contains("#!/usr/bin/env bash", "complete -F _complete_test-bot")
        .contains("postback-check", "refused", "--reason");
    assertThat(shell.run("completion", "--help").out()).contains("source <(test-bot completion)");
  }
}
