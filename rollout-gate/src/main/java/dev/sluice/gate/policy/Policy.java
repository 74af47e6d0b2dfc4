package dev.sluice.gate.policy;

import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of one rollout. {@link PolicyParser} is the only way to get one.
 *
 * @param id name of the rollout
 * @param control the version that the fleet runs
 * @param candidate the version that may replace it
 * @param fallback the version to go back to
 * @param design whether two arms of devices are compared, or two versions on each device
 * @param deployment whose reports count: those of devices, or those of edge servers
 * @param stages percent of the fleet on the candidate, ascending; the last is 100. With two arms
 *     none lies between 50 and 100, where the control arm could not be as large as the candidate's
 * @param errorRate the rate alpha of each of the two errors: rolling back a harmless candidate, and
 *     promoting one beyond a harm budget; above 0 and at most 0.2
 * @param horizonDays days of evidence after which an undecided rollout expires
 * @param minimumDaysPerStage days of evidence that a stage lasts at least
 * @param minimumReports reports an arm that a guardrail needs before it is judged, and that a stage
 *     must add before it is promoted; at least {@value #LEAST_REPORTS}
 * @param classQuorum by device class, reports about the guardrails that an arm needs from it before
 *     any promotion; empty if the policy names none
 * @param invalidHarnessLimit share of an arm's devices whose controls may fail before its reports
 *     count as no data; above 0 and at most 0.5, {@value #INVALID_HARNESS_LIMIT} unless stated
 * @param startDay first day whose reports count, if the policy says so
 * @param guardrails what must not be harmed; at least one is required
 * @param text the policy as it was submitted
 */
public record Policy(
    String id,
    ModelIdentity control,
    ModelIdentity candidate,
    ModelIdentity fallback,
    Design design,
    Deployment deployment,
    List<Integer> stages,
    double errorRate,
    int horizonDays,
    int minimumDaysPerStage,
    int minimumReports,
    SortedMap<String, Integer> classQuorum,
    double invalidHarnessLimit,
    Optional<LocalDate> startDay,
    List<Guardrail> guardrails,
    String text) {
  /** Below this the normal approximation behind every interval is not to be relied on. */
  public static final int LEAST_REPORTS = 100;

  /**
   * Small enough that what goes unnoticed decides nothing: it lowers the pass rate, clipped to a
   * range of 0.4, by less than half of a harm budget of two points, and so calls nothing off.
   */
  public static final double INVALID_HARNESS_LIMIT = 0.02;

  public Policy {
    stages = List.copyOf(stages);
    guardrails = List.copyOf(guardrails);
    classQuorum = Collections.unmodifiableSortedMap(new TreeMap<>(classQuorum));
  }

  /** Name of the model that the rollout is about. */
  public String model() {
    return control.name();
  }

  /**
   * Name of the flag: the model's; for edge servers {@code MODEL@edge}, which no model can be
   * called. So that devices and servers can be on different versions of one model, and neither
   * reads the other's flag.
   */
  public String flag() {
    return deployment == Deployment.DEVICE ? model() : model() + "@" + deployment.word();
  }

  /** How many times a stage can be promoted. */
  public int transitions() {
    return stages.size() - 1;
  }

  /** Share of the fleet on the candidate in a stage, above 0 and at most 1. */
  public double fraction(int stageIndex) {
    return stages.get(stageIndex) / 100.0;
  }

  /** Names the exact text. */
  public Digest digest() {
    return Digests.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
