/** Metrics of the running bots for Prometheus; the only package that uses Micrometer. */
@NullMarked
package io.botfunnel.starter.metrics;

import org.jspecify.annotations.NullMarked;
