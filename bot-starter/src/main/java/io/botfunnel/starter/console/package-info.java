/** The operator's page, its API and health, served over HTTP on this machine only. */
@NullMarked
package io.botfunnel.starter.console;

import org.jspecify.annotations.NullMarked;
