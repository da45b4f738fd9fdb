/** HTTP to XTRACKER: connections, deadlines, bounded answers. */
@NullMarked
package io.botfunnel.tracking.xtracker.http;

import org.jspecify.annotations.NullMarked;
