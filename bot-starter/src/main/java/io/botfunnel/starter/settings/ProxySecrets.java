package io.botfunnel.starter.settings;

import io.botfunnel.tracking.network.OutboundProxy;
import java.util.List;
import okhttp3.Credentials;

/**
 * The secrets of a proxy that the log must mask: the password, and the credentials as they are
 * sent.
 */
final class ProxySecrets {
  private ProxySecrets() {}

  static List<String> of(OutboundProxy proxy) {
    return proxy.credentials().stream()
        .flatMap(
            named ->
                List.of(
                    named.password(),
                    Credentials.basic(named.user(), named.password()).replace("Basic ", ""))
                    .stream())
        .toList();
  }
}
