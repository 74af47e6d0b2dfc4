/**
 * One job writes: a lease in PostgreSQL that a job takes before it writes anything, anywhere, and
 * renews while it lives. It must not know what is written.
 *
 * <p>It is a row with a time to live, and not a lock of the database's: such a lock belongs to one
 * connection, and this lease to a job, whose sinks are tasks on several machines that restart one
 * by one. With each restart and each cut connection a lock would be free for whoever waits.
 */
@NullMarked
package dev.sluice.jobs.lease;

import org.jspecify.annotations.NullMarked;
