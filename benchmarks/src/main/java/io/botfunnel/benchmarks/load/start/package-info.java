/** Measures a start and a page. */
@NullMarked
package io.botfunnel.benchmarks.load.start;

import org.jspecify.annotations.NullMarked;
