package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.Nullable;

/** The secrets of one space; never printed. Thread-safe. */
final class Keys {
  private static final String SCHEME = "Bearer ";

  private String bearer = "xtb_local_only_6fJq2Vw8Rk1Zt9Ys4Np7";
  private @Nullable String oldBearer;
  private final String ingestToken = "xti_local_only_3hDx5Mc0Lg8Ba2Ue";

  synchronized String bearer() {
    return bearer;
  }

  String ingestToken() {
    return ingestToken;
  }

  synchronized void rotate(String newBearer) {
    oldBearer = bearer;
    bearer = newBearer;
  }

  synchronized void expireOld() {
    oldBearer = null;
  }

  /** Whether an Authorization header carries a valid bearer. */
  synchronized boolean opens(@Nullable String authorization) {
    return carries(authorization, bearer) || isOld(authorization);
  }

  synchronized boolean isOld(@Nullable String authorization) {
    return oldBearer != null && carries(authorization, oldBearer);
  }

  private static boolean carries(@Nullable String authorization, String secret) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && authorization.substring(SCHEME.length()).equals(secret);
  }
}
