package io.botfunnel.tracking.internal.xtracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, signed by an authority of its own that nobody else knows; made with the JDK's
 * keytool.
 *
 * @param store what the server shows
 * @param authority who trusts this trusts the certificate, if it is valid
 */
record Certificate(Path store, Path authority) {
  private static final String PASSWORD = "not-a-secret";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

  static Certificate in(Path folder) throws Exception {
    return of(folder, "dns:localhost,ip:127.0.0.1", "-0d");
  }

  /**
   * One for other names, or of another time.
   *
   * @param names as keytool takes them, such as {@code dns:localhost}
   * @param since when its two days begin, such as {@code -9d}
   */
  static Certificate of(Path folder, String names, String since) throws Exception {
    Path own = Files.createTempDirectory(folder, "certificate");
    Path store = own.resolve("server.p12");
    keytool(store, "-alias authority -dname CN=authority -validity 9 -ext bc:c");
    keytool(
        store,
        "-alias server -dname CN=server -validity 2 -signer authority -startdate %s -ext san=%s"
            .formatted(since, names));
    return new Certificate(store, authorityAlone(store, own.resolve("authority.p12")));
  }

  private static void keytool(Path store, String options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // Starting up is most of its work
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    Path log = store.resolveSibling("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(keytool.waitFor()).as("keytool").isZero();
  }

  /** Takes the authority out of the server's store, into one of its own. */
  private static Path authorityAlone(Path store, Path authority) throws Exception {
    char[] password = PASSWORD.toCharArray();
    KeyStore both = KeyStore.getInstance(store.toFile(), password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", both.getCertificate("authority"));
    write(trusted, authority);
    both.deleteEntry("authority");
    write(both, store);
    return authority;
  }

  private static void write(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /** What the server shows. */
  SSLContext shown() throws GeneralSecurityException, IOException {
    char[] password = PASSWORD.toCharArray();
    return SSLContexts.custom().loadKeyMaterial(store, password, password).build();
  }

  /** Makes something while the JVM trusts this authority; the settings are put back. */
  <T> T trustedBy(Supplier<T> maker) {
    return trusting(authority, maker);
  }

  /** Makes something while the JVM trusts that authority alone. */
  static <T> T trusting(Path authority, Supplier<T> maker) {
    String storeBefore = System.setProperty(TRUST_STORE, authority.toString());
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
