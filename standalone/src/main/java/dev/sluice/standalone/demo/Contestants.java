package dev.sluice.standalone.demo;

import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.report.WireIdentity;
import java.util.Optional;

/**
 * Two models under names that a rollout can tell apart: one model's name, two versions. Files that
 * say otherwise are relabelled.
 */
record Contestants(ModelIdentity control, ModelIdentity candidate) {
  private static final String SUFFIX = "+candidate";
  private static final int LONGEST_VERSION = 16;

  static Contestants of(ModelIdentity control, ModelIdentity candidate) {
    String version = WireIdentity.version(candidate);
    boolean same = version.equals(WireIdentity.version(control));
    return new Contestants(
        control,
        candidate.labelled(control.name(), Optional.of(same ? distinguished(version) : version)));
  }

  /** A build suffix, as semantic versions have it; two files of one version are two builds. */
  private static String distinguished(String version) {
    int room = LONGEST_VERSION - SUFFIX.length();
    return version.length() <= room ? version + SUFFIX : version.substring(0, room) + SUFFIX;
  }
}
