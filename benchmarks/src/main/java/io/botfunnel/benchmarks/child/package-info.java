/** A separate JVM for each contender, and the protocol to talk to it. */
@NullMarked
package io.botfunnel.benchmarks.child;

import org.jspecify.annotations.NullMarked;
