package io.botfunnel.starter.console.request;

import io.javalin.security.RouteRole;

/** Who may use a route; a route without a door is for those who have been let in. */
public enum RouteAccess implements RouteRole {
  /** Anybody on this machine: for the files of the page, health, and the login. */
  ANYONE,
  /** Callers who have proven that they can read the bot's files. */
  OWNER
}
