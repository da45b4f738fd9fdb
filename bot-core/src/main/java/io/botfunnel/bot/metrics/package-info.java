/** Metrics of the running bots; the only package that registers meters. */
@NullMarked
package io.botfunnel.bot.metrics;

import org.jspecify.annotations.NullMarked;
