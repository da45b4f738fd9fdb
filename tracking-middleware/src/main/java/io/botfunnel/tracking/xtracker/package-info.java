/**
 * The contract of XTRACKER: its bodies, answers and URLs. Only this package tree uses httpclient5.
 */
@NullMarked
package io.botfunnel.tracking.xtracker;

import org.jspecify.annotations.NullMarked;
