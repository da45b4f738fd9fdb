/** How long one event takes to the tracker. */
@NullMarked
package io.botfunnel.benchmarks.load.latency;

import org.jspecify.annotations.NullMarked;
