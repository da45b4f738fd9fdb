package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.internal.store.ChildJvm;
import java.net.URI;
import java.nio.file.Path;

/** Sends one event in a process of its own and tells of the answer. */
final class SendingChild {
  private SendingChild() {}

  /**
   * Sends and closes.
   *
   * @param arguments the server, the key, and the authority to trust
   */
  public static void main(String... arguments) {
    XtrackerClientBuilder builder =
        XtrackerClient.builder().url(URI.create(arguments[0])).bearer(() -> arguments[1]);
    Path authority = Path.of(arguments[2]);
    try (XtrackerClient client = Certificate.trusting(authority, builder::build)) {
      ChildJvm.report(client.send(XtrackerClientTest.contact("c-1")).join().outcome().toString());
    }
  }
}
