package io.botfunnel.sample.sandbox;

import java.io.PrintWriter;
import java.net.URI;

/** The instructions that a newly opened sandbox prints. */
final class Guide {
  private Guide() {}

  static void print(Sandbox sandbox, URI control, PrintWriter out) {
    out.println("# A local XTRACKER and a local Bot API. Start your bot with:");
    sandbox.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
    out.println();
    out.print(playing(control, sandbox.telegram().botUsername()));
    out.print(reporting(sandbox.tracker().ingestToken()));
    out.println("# Press Ctrl-C to stop both; no files are kept.");
    out.flush();
  }

  private static String playing(URI control, String bot) {
    return """
        # Write to @%2$s as user 1001, or press a button by its data:
        curl -d '/start fb_abc' %1$s/users/1001/says
        curl -d '/subscribe'    %1$s/users/1001/presses
        # Or join the channel of TRACKING_SUBSCRIBED_CHATS:
        curl -X POST %1$s/users/1001/joins
        # Send any other update, as Telegram documents it; update_id is filled in:
        curl -d '{"message":{"message_id":1,"date":1767225600,"text":"hi","chat":{"id":7,"type":"private","first_name":"A"},"from":{"id":7,"is_bot":false,"first_name":"A"}}}' %1$s/updates
        # Show what the bot sent, and what XTRACKER recorded:
        curl %1$s/sent
        curl %1$s/recorded
        # Make XTRACKER fail with one of the testkit's faults, and recover:
        curl -d UNAVAILABLE_503 %1$s/fault
        curl -X DELETE %1$s/fault
        """
        .formatted(control, bot);
  }

  private static String reporting(String token) {
    return """
        # Report a deposit as a partner, with GATEWAY_ENABLED=true in the bot's environment:
        curl 'http://127.0.0.1:8091/e?token=%s&event=deposit&uid=abc&value=25.00&currency=USD&eid=tx-1'
        """
        .formatted(token);
  }
}
