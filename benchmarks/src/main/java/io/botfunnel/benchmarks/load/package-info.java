/** The measured code: ours, the peers, the ceiling and the floor; each runs in a child JVM. */
@NullMarked
package io.botfunnel.benchmarks.load;

import org.jspecify.annotations.NullMarked;
