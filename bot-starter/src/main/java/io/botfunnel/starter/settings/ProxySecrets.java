package io.botfunnel.starter.settings;

import io.botfunnel.tracking.network.OutboundProxy;
import java.util.List;
import okhttp3.Credentials;

/** What of a proxy the log has to hide: the password, and both as they travel. */
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
