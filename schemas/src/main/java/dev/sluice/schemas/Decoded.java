package dev.sluice.schemas;

/**
 * What came of reading bytes that somebody sent.
 *
 * @param <T> type of the record
 */
public sealed interface Decoded<T> {

  /** The bytes were one whole record of a known schema. */
  record Value<T>(T value) implements Decoded<T> {}

  /** The bytes were something else. */
  record Refused<T>(Reason reason) implements Decoded<T> {}

  /** Why bytes were refused. The names are part of the contract: they are counted and published. */
  enum Reason {
    /** Shorter than a single-object header, or without its marker. */
    NOT_SINGLE_OBJECT,
    /** The schema's fingerprint is in no known table. */
    UNKNOWN_SCHEMA,
    /** The body ends early, holds impossible lengths or values, or goes on after the record. */
    MALFORMED
  }
}
