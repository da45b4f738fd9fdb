package io.botfunnel.starter.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version from the jar's manifest, and the Java version. */
final class VersionProvider implements IVersionProvider {
  private final String program;

  VersionProvider(String program) {
    this.program = program;
  }

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
            .orElse("dev");
    return new String[] {
      program + " " + version, "Java " + System.getProperty("java.runtime.version")
    };
  }
}
