package io.botfunnel.bot;

import java.util.List;

/** A handler wrapped in middleware; the first middleware is the outermost. Thread-safe. */
record MiddlewareChain(List<Middleware> middleware, UpdateHandler handler)
    implements UpdateHandler {
  MiddlewareChain {
    middleware = List.copyOf(middleware);
  }

  @Override
  public void handle(BotContext context) throws Exception {
    handle(context, 0);
  }

  private void handle(BotContext context, int position) throws Exception {
    if (position == middleware.size()) {
      handler.handle(context);
      return;
    }
    Middleware here = middleware.get(position);
    OnceNext next = new OnceNext(() -> handle(context, position + 1), nameOf(here, position));
    here.handle(context, next);
    next.over();
  }

  /** Names a middleware for its author: by class, and by position because a lambda has no name. */
  private String nameOf(Middleware here, int position) {
    String[] name = here.getClass().getName().split("\\$\\$Lambda", 2);
    return "Middleware %d of %d (%s)"
        .formatted(
            position + 1, middleware.size(), name.length == 1 ? name[0] : "a lambda in " + name[0]);
  }
}
