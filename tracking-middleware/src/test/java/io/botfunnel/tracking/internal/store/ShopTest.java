package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShopTest {
  private static final Path SOURCE =
      Path.of(
          "src", "test", "java", "io", "botfunnel", "tracking", "internal", "store", "Shop.java");

  @Test
  void isWhatTheDocsShow() throws IOException {
    String source = Files.readString(SOURCE);
    String shown = source.substring(source.indexOf("  void paid("), source.lastIndexOf("}"));
    assertThat(Files.readString(Path.of("..", "docs", "how-it-works.md")))
        .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```");
  }
}
