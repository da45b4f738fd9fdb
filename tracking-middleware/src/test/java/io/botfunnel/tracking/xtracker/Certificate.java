package io.botfunnel.tracking.xtracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/** A certificate for this machine that nobody else has signed, made with the JDK's keytool. */
record Certificate(Path store) {
  private static final String PASSWORD = "not-a-secret";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

  static Certificate in(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(command(store))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new Certificate(store);
  }

  private static List<String> command(Path store) {
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -validity 2"
            + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass "
            + PASSWORD;
    List<String> command = new ArrayList<>(List.of(options.split(" ", -1)));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-keystore", store.toString()));
    return command;
  }

  /** What the server shows. */
  SSLContext shown() throws GeneralSecurityException, IOException {
    char[] password = PASSWORD.toCharArray();
    return SSLContexts.custom().loadKeyMaterial(store, password, password).build();
  }

  /** Makes something while the JVM trusts this certificate; the settings are put back. */
  <T> T trustedBy(Supplier<T> maker) {
    String storeBefore = System.setProperty(TRUST_STORE, store.toString());
    String passwordBefore = System.setProperty(TRUST_PASSWORD, PASSWORD);
    try {
      return maker.get();
    } finally {
      restore(TRUST_STORE, storeBefore);
      restore(TRUST_PASSWORD, passwordBefore);
    }
  }

  private static void restore(String property, @Nullable String before) {
    if (before == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, before);
    }
  }
}
