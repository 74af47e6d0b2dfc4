/**
 * Anonymous one-time tokens: Privacy Pass (RFC 9576 to 9578), token type 0x0002, publicly
 * verifiable by RSA blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Deterministic, 2048 bit). Pure:
 * no clock, no I/O, randomness is handed in. Must not know HTTP servers, reports, nor what a token
 * is good for.
 */
@NullMarked
package dev.sluice.tokens;

import org.jspecify.annotations.NullMarked;
