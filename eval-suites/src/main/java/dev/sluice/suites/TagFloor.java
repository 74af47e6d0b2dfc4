package dev.sluice.suites;

/**
 * The pass rate that the items of a tag have to reach among themselves, however good the rest is.
 *
 * @param tag lower case, at most 64 characters; on at least one item
 * @param passRate greater than 0 and at most 1
 */
public record TagFloor(String tag, double passRate) {

  public TagFloor {
    Bounds.id("tag", tag);
    Bounds.rate("passRate", passRate);
  }
}
