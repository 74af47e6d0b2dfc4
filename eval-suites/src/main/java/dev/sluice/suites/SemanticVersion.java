package dev.sluice.suites;

import java.util.regex.Pattern;

/**
 * A suite's version as semver.org 2.0.0 spells it, such as {@code 1.2.0} or {@code 2.0.0-rc.1}.
 *
 * <p>A patch corrects what does not change a score (a description), a minor version adds items, a
 * major version makes scores incomparable.
 */
public record SemanticVersion(String text) {

  private static final int MAX_CHARS = 64;
  private static final String NUMBER = "(0|[1-9]\\d{0,8})";
  private static final String LABEL = "(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern FORM =
      Pattern.compile(
          (NUMBER + "\\." + NUMBER + "\\." + NUMBER)
              + ("(-" + LABEL + "(\\." + LABEL + ")*)?")
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

  public SemanticVersion {
    if (text.length() > MAX_CHARS || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "version must be a semantic version such as 1.0.0, but is " + Bounds.quoted(text));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
