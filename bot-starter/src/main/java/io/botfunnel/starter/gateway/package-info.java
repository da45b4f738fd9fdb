/**
 * What partners and XTRACKER send in over HTTP: the four events, checked and durable, and no more.
 */
@NullMarked
package io.botfunnel.starter.gateway;

import org.jspecify.annotations.NullMarked;
