/**
 * The HTTP face of ingest: which paths there are, how much and how long a request may be, and the
 * answers, all errors as problem documents (RFC 9457). Knows no Kafka; logs nothing about a
 * request, neither address nor header nor body.
 */
@NullMarked
package dev.sluice.ingest.http;

import org.jspecify.annotations.NullMarked;
