/** HTTP to XTRACKER: connections, deadlines, bounded answers. */
@NullMarked
package io.botfunnel.tracking.internal.xtracker.http;

import org.jspecify.annotations.NullMarked;
