/** The vocabulary of the funnel: values that cannot be wrong. It depends on nothing. */
@NullMarked
package io.botfunnel.tracking.event;

import org.jspecify.annotations.NullMarked;
