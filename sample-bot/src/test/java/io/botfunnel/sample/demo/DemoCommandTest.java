package io.botfunnel.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.bot.Bot;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("slow")
class DemoCommandTest {
  @Test
  void endsWithASummaryWhenItsTimeIsOver() {
    StringWriter out = new StringWriter();
    CommandLine demo = new CommandLine(new DemoCommand(() -> Bot.handling(context -> {})));
    demo.setOut(new PrintWriter(out, true));

    assertThat(demo.execute("--for", "1s", "--pace", "10", "--seed", "3")).isZero();
    assertThat(out.toString()).contains("users ", "Nothing lost, nothing counted twice");
  }
}
