/** Repairs a damaged outbox and reports what is missing. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.repair;

import org.jspecify.annotations.NullMarked;
