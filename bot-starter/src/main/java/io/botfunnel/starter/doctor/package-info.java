/** Looks at everything that a bot needs, and says what is wrong with it and what to do. */
@NullMarked
package io.botfunnel.starter.doctor;

import org.jspecify.annotations.NullMarked;
