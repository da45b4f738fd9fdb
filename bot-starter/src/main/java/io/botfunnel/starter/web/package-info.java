/**
 * The small web server under the console and the gateway, with its limits on connections and waits.
 */
@NullMarked
package io.botfunnel.starter.web;

import org.jspecify.annotations.NullMarked;
