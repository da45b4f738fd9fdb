/** Everything at once: a bot that is killed while the tracker, the disk and the clock misbehave. */
@NullMarked
package io.botfunnel.tracking.chaos;

import org.jspecify.annotations.NullMarked;
