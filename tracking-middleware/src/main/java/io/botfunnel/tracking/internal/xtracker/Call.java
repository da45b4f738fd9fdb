package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.event.Bind;

/** The calls that carry the bearer token. */
enum Call {
  BIND("/bind"),
  EVENTS("/events"),
  CLICKS("/clicks");

  private final String path;

  Call(String path) {
    this.path = path;
  }

  /** The path of the call, relative to the base URL. */
  String path() {
    return path;
  }

  /** The call that an outbox entry of this kind needs. */
  static Call of(String kind) {
    return kind.equals(Bind.KIND) ? BIND : EVENTS;
  }
}
