/**
 * A real PostgreSQL beside this process, durable on one directory and gone when this process is
 * gone. It must not know the tables that others create in it.
 */
@NullMarked
package dev.sluice.standalone.postgres;

import org.jspecify.annotations.NullMarked;
