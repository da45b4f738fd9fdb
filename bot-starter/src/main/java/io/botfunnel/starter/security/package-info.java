/** Protects secrets: files that only their owner can read, and comparison in constant time. */
@NullMarked
package io.botfunnel.starter.security;

import org.jspecify.annotations.NullMarked;
