package dev.sluice.probe.doctor;

/** One thing that is looked at. */
interface Check {

  /** A word or two for the first column. */
  String name();

  /**
   * Looks. Whatever is thrown is this check's own failure, and no other check's.
   *
   * @throws Exception if the check itself does not work here
   */
  Finding run() throws Exception;
}
