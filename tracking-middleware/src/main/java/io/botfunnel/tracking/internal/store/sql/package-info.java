/** A small JDBC kit: sessions, transactions, and the writer's queue of work. */
@NullMarked
package io.botfunnel.tracking.internal.store.sql;

import org.jspecify.annotations.NullMarked;
