package dev.sluice.probe.ledger;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the ledger's files within its directory. */
final class LedgerNames {
  static final String MARK = "ledger.mark";
  static final String LOCK = "ledger.lock";

  /** Stays when ledger and mark are gone: this directory is not a new device's. */
  static final String BEGUN = "ledger.begun";

  private static final Pattern GENERATION = Pattern.compile("ledger-([0-9]{1,18})");
  private static final String DAMAGED = ".damaged";

  private LedgerNames() {}

  static String ledger(long generation) {
    return "ledger-" + generation;
  }

  static String damaged(long generation) {
    return ledger(generation) + DAMAGED;
  }

  static boolean isDamaged(String name) {
    return name.endsWith(DAMAGED)
        && generation(name.substring(0, name.length() - DAMAGED.length())).isPresent();
  }

  /** The generation of a ledger file; empty for other files. */
  static OptionalLong generation(String name) {
    Matcher matcher = GENERATION.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
