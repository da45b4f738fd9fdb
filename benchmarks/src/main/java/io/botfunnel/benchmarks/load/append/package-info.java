/** Measures how fast events are appended: ours, the peers, the floor. */
@NullMarked
package io.botfunnel.benchmarks.load.append;

import org.jspecify.annotations.NullMarked;
