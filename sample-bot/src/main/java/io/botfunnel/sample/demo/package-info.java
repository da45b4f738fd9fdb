/** The bot among simulated users, while the tracker has outages. */
@NullMarked
package io.botfunnel.sample.demo;

import org.jspecify.annotations.NullMarked;
