/** The contract of XTRACKER: its bodies, its answers, its URLs; the only home of httpclient5. */
@NullMarked
package io.botfunnel.tracking.xtracker;

import org.jspecify.annotations.NullMarked;
