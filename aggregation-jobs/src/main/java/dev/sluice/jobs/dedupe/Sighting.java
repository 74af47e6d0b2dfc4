package dev.sluice.jobs.dedupe;

/** What is known of a report that has just arrived. */
public enum Sighting {
  /** The id is new, and is remembered from now on. */
  FIRST,
  /** The id was there, with the same content. */
  REPEATED,
  /** The id was there, with another content, which still counts. */
  ALTERED,
  /** The id has had several contents already, and none of them counts. */
  DISPUTED
}
