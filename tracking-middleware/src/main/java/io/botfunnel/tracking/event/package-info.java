/**
 * The vocabulary of the funnel: values that are valid once created. It depends on no other package.
 */
@NullMarked
package io.botfunnel.tracking.event;

import org.jspecify.annotations.NullMarked;
