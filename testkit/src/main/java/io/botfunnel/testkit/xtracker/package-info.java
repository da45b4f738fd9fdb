/**
 * A local XTRACKER that counts as the real one does, its faults, and partners who call postbacks.
 */
@NullMarked
package io.botfunnel.testkit.xtracker;

import org.jspecify.annotations.NullMarked;
