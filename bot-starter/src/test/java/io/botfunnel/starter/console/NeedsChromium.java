package io.botfunnel.starter.console;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips tests by name where no Chromium is installed; with BROWSER_REQUIRED=true they fail. */
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(ChromiumInstalled.class)
@interface NeedsChromium {}
