/** The metrics of the running bots, as Prometheus reads them. */
@NullMarked
package io.botfunnel.starter.metrics;

import org.jspecify.annotations.NullMarked;
