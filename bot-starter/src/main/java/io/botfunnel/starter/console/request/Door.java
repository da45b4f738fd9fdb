package io.botfunnel.starter.console.request;

import io.javalin.security.RouteRole;

/** Whom a route is open to; one that names none of these is for those who have been let in. */
public enum Door implements RouteRole {
  /** For anybody on this machine: the files of the page, health, and the way in. */
  ANYBODY,
  /** For those who have shown by a proof that they can read the bot's files. */
  OWNER
}
