package dev.sluice.gate.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The weak comparison of If-None-Match (RFC 9110, section 13.1.2). */
final class EntityTags {
  private EntityTags() {}

  static boolean anyMatches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::trim)
        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
        .anyMatch(each -> each.equals("*") || each.equals(tag));
  }
}
