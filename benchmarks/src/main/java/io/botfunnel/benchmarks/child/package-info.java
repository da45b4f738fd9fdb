/** A JVM of its own for each that is measured, and the words between it and us. */
@NullMarked
package io.botfunnel.benchmarks.child;

import org.jspecify.annotations.NullMarked;
