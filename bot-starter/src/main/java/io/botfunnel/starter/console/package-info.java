/**
 * What a bot shows its operator over HTTP, on this machine alone: the page, its API, the health.
 */
@NullMarked
package io.botfunnel.starter.console;

import org.jspecify.annotations.NullMarked;
