package dev.sluice.suites;

/**
 * What a suite is called and whose it is.
 *
 * @param id short name, unique among the suites of one release: lower case, at most 64 characters
 * @param version changes whenever the items or the way of asking change
 * @param description one or two sentences for people
 * @param licence SPDX expression of the items' licence, such as {@code Apache-2.0}
 */
public record SuiteInfo(String id, SemanticVersion version, String description, String licence) {

  public SuiteInfo {
    Bounds.id(id);
    Bounds.text("description", description, Bounds.MAX_DESCRIPTION_CHARS);
    Bounds.text("licence", licence, Bounds.MAX_LICENCE_CHARS);
  }
}
