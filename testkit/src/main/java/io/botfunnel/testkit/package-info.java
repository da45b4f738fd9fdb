/** A local XTRACKER and a local Bot API with faults on demand, and a clock that tests step. */
@NullMarked
package io.botfunnel.testkit;

import org.jspecify.annotations.NullMarked;
