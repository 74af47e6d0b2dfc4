/**
 * Secrets that are shown as they are ({@code Authorization: Bearer}, RFC 6750): how one is made,
 * and the hash that is kept of it. Pure: no clock, no I/O, randomness is handed in. Must not know
 * HTTP servers, whose a secret is, nor what it is good for.
 */
@NullMarked
package dev.sluice.secrets;

import org.jspecify.annotations.NullMarked;
