/** Checks everything that a bot needs; says what is wrong and what to do. */
@NullMarked
package io.botfunnel.starter.doctor;

import org.jspecify.annotations.NullMarked;
