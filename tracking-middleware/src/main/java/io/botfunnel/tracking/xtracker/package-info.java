/** XTRACKER for applications: registering a click, and why it failed. */
@NullMarked
package io.botfunnel.tracking.xtracker;

import org.jspecify.annotations.NullMarked;
