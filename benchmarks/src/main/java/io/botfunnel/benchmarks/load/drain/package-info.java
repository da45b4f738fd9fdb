/** Measures how fast a backlog drains: ours, the peers, the ceiling. */
@NullMarked
package io.botfunnel.benchmarks.load.drain;

import org.jspecify.annotations.NullMarked;
