package io.botfunnel.sample;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: the version in the jar's manifest, and the Java it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(SampleBot.class.getPackage().getImplementationVersion()).orElse("dev");
    return new String[] {
      "sample-bot " + version, "Java " + System.getProperty("java.runtime.version")
    };
  }
}
