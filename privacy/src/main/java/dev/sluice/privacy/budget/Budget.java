package dev.sluice.privacy.budget;

import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that a device has released, and what it may still release. Immutable: whoever is granted a
 * release writes it down durably first, and goes on with {@link #plus}.
 */
public final class Budget {
  private final Caps caps;
  private final long carriedNano;
  private final List<Release> releases;

  private Budget(Caps caps, long carriedNano, List<Release> releases) {
    this.caps = caps;
    this.carriedNano = carriedNano;
    this.releases = releases;
  }

  /** The budget after some releases, oldest first. */
  public static Budget of(Caps caps, List<Release> releases) {
    return of(caps, 0, releases);
  }

  /**
   * The budget after some releases, oldest first, and others of which only the sum is known.
   *
   * @param carriedNano epsilon of those others, in units of 1e-9; it counts for life, but in no
   *     window
   */
  public static Budget of(Caps caps, long carriedNano, List<Release> releases) {
    if (carriedNano < 0) {
      throw new IllegalArgumentException("spent epsilon must not be negative, was " + carriedNano);
    }
    return new Budget(caps, carriedNano, List.copyOf(releases));
  }

  /** The budget with one release more. */
  public Budget plus(Release release) {
    List<Release> more = new ArrayList<>(releases);
    more.add(release);
    return new Budget(caps, carriedNano, List.copyOf(more));
  }

  public Caps caps() {
    return caps;
  }

  /**
   * Epsilon spent over the device's life, in units of 1e-9. A sum beyond a long stays at its
   * greatest value: an overflow must not look like a budget.
   */
  public long spentNano() {
    long spent = carriedNano;
    for (Release release : releases) {
      long sum = spent + release.epsilon().nano();
      spent = sum < spent ? Long.MAX_VALUE : sum;
    }
    return spent;
  }

  /** Epsilon that is left for life, in units of 1e-9; 0 if more is spent than the caps allow. */
  public long leftNano() {
    return Math.max(0, caps.lifetimeNano() - spentNano());
  }

  public List<Release> releases() {
    return releases;
  }

  /**
   * Whether one more release may be made.
   *
   * @param cell what would be answered
   * @param today the device's clock, which may have been turned back: the ledger's day is the
   *     newest day it has ever seen
   */
  public SpendingDecision request(String cell, Epsilon epsilon, LocalDate today) {
    if (releases.stream().anyMatch(release -> release.cell().equals(cell))) {
      return new SpendingDecision.AlreadyReleased();
    }
    if (epsilon.nano() > leftNano()) {
      return new SpendingDecision.Refused(
          "the lifetime budget is epsilon "
              + Epsilon.text(caps.lifetimeNano())
              + ", of which "
              + Epsilon.text(leftNano())
              + " is left",
          Optional.empty());
    }
    LocalDate day = latest(today);
    List<LocalDate> recent =
        releases.stream()
            .map(Release::day)
            .filter(released -> released.isAfter(day.minusDays(Caps.WINDOW_DAYS)))
            .sorted(Comparator.reverseOrder())
            .toList();
    if (recent.size() < caps.reportsPerWindow()) {
      return new SpendingDecision.Granted(day);
    }
    return new SpendingDecision.Refused(
        caps.reportsPerWindow() + " reports within " + Caps.WINDOW_DAYS + " days have been made",
        caps.reportsPerWindow() == 0
            ? Optional.empty()
            : Optional.of(recent.get(caps.reportsPerWindow() - 1).plusDays(Caps.WINDOW_DAYS)));
  }

  private LocalDate latest(LocalDate today) {
    return releases.stream()
        .map(Release::day)
        .filter(day -> day.isAfter(today))
        .max(Comparator.naturalOrder())
        .orElse(today);
  }
}
