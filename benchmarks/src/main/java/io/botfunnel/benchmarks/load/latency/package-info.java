/** Measures how long one event takes to reach the tracker. */
@NullMarked
package io.botfunnel.benchmarks.load.latency;

import org.jspecify.annotations.NullMarked;
