/** The bot's log, with every secret masked; the only package that uses logback. */
@NullMarked
package io.botfunnel.starter.logging;

import org.jspecify.annotations.NullMarked;
