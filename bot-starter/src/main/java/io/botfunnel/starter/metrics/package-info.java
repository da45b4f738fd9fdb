/** What Prometheus is told of a running bot; the only home of Micrometer. */
@NullMarked
package io.botfunnel.starter.metrics;

import org.jspecify.annotations.NullMarked;
