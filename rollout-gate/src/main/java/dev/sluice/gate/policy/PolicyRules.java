package dev.sluice.gate.policy;

import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold in a policy beyond its shape. */
final class PolicyRules {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16,64}");
  private static final int MAX_STAGES = 20;
  private static final int MAX_GUARDRAILS = 16;
  private static final int MAX_DAYS = 365;
  private static final int MAX_REPORTS = 1_000_000_000;
  private static final double MAX_ERROR_RATE = 0.2;
  private static final double MAX_INVALID_HARNESSES = 0.5;

  private final String source;
  private final YamlLines lines;
  private final MetricRegistry registry;

  PolicyRules(String source, YamlLines lines, MetricRegistry registry) {
    this.source = source;
    this.lines = lines;
    this.registry = registry;
  }

  Policy policy(PolicyDocument document, String text) throws PolicyException {
    check(ID.matcher(document.rollout()).matches(), "/rollout", "must match " + ID);
    ModelIdentity control = model(document.control(), "/control");
    ModelIdentity candidate = model(document.candidate(), "/candidate");
    ModelIdentity fallback = model(document.fallback(), "/fallback");
    check(candidate.name().equals(control.name()), "/candidate/name", "must be the control's name");
    check(fallback.name().equals(control.name()), "/fallback/name", "must be the control's name");
    check(!candidate.overlaps(control), "/candidate", "cannot be told from the control");
    check(!fallback.overlaps(candidate), "/fallback", "must not be the candidate");
    Design design = document.design() == null ? Design.TWO_ARM : document.design();
    Deployment deployment =
        document.deployment() == null ? Deployment.DEVICE : document.deployment();
    check(
        !registry.deviceClasses(deployment).isEmpty(),
        "/deployment",
        "is of no device class in the registry");
    double errorRate = document.errorRate();
    check(
        errorRate > 0 && errorRate <= MAX_ERROR_RATE,
        "/errorRate",
        "must be above 0 and at most " + MAX_ERROR_RATE + ", was " + errorRate);
    return new Policy(
        document.rollout(),
        control,
        candidate,
        fallback,
        design,
        deployment,
        stages(document.stages(), design),
        errorRate,
        within(document.horizonDays(), 1, MAX_DAYS, "/horizonDays"),
        within(orElse(document.minimumDaysPerStage(), 1), 0, MAX_DAYS, "/minimumDaysPerStage"),
        within(
            orElse(document.minimumReports(), Policy.LEAST_REPORTS),
            Policy.LEAST_REPORTS,
            MAX_REPORTS,
            "/minimumReports"),
        classQuorum(document.classQuorum(), deployment),
        invalidHarnessLimit(document.invalidHarnessLimit()),
        startDay(document.startDay()),
        guardrails(document.guardrails(), design, deployment),
        text);
  }

  private ModelIdentity model(PolicyDocument.ModelDocument document, String at)
      throws PolicyException {
    String digest = document.ggufDigest();
    check(
        digest == null || DIGEST.matcher(digest).matches(),
        at + "/ggufDigest",
        "must be a SHA-256, or at least its first 64 bits, in lower-case hexadecimal");
    try {
      return new ModelIdentity(document.name(), document.version(), Optional.ofNullable(digest));
    } catch (IllegalArgumentException e) {
      throw refusal(at, String.valueOf(e.getMessage()));
    }
  }

  private List<Integer> stages(List<Integer> stages, Design design) throws PolicyException {
    check(
        stages.size() >= 2 && stages.size() <= MAX_STAGES,
        "/stages",
        "must have 2 to " + MAX_STAGES + " stages");
    for (int i = 0; i < stages.size(); i++) {
      int percent = stages.get(i);
      String at = "/stages/" + i;
      check(percent >= 1 && percent <= 100, at, "must be 1 to 100 percent, was " + percent);
      check(i == 0 || percent > stages.get(i - 1), at, "must be above the stage before");
      check(
          percent <= 50 || percent == 100 || design == Design.PAIRED,
          at,
          "must be at most 50, or 100: above half of the fleet no control arm is as large");
    }
    int last = stages.size() - 1;
    check(stages.get(last) == 100, "/stages/" + last, "must be 100: a rollout ends with the fleet");
    return stages;
  }

  private SortedMap<String, Integer> classQuorum(
      @Nullable Map<String, @Nullable Integer> quorum, Deployment deployment)
      throws PolicyException {
    SortedMap<String, Integer> checked = new TreeMap<>();
    List<String> known = registry.deviceClasses(deployment);
    Map<String, @Nullable Integer> stated = quorum == null ? Map.of() : quorum;
    for (Map.Entry<String, @Nullable Integer> one : stated.entrySet()) {
      check(
          known.contains(one.getKey()),
          "/classQuorum",
          "\"%s\" is no class of deployment %s: %s"
              .formatted(one.getKey(), deployment.word(), String.join(", ", known)));
      int reports = orElse(one.getValue(), 0);
      String at = "/classQuorum/" + one.getKey();
      checked.put(one.getKey(), within(reports, 1, MAX_REPORTS, at));
    }
    return checked;
  }

  private double invalidHarnessLimit(@Nullable Double limit) throws PolicyException {
    double share = limit == null ? Policy.INVALID_HARNESS_LIMIT : limit;
    check(
        share > 0 && share <= MAX_INVALID_HARNESSES,
        "/invalidHarnessLimit",
        "must be above 0 and at most " + MAX_INVALID_HARNESSES + ", was " + share);
    return share;
  }

  private Optional<LocalDate> startDay(@Nullable String day) throws PolicyException {
    try {
      return Optional.ofNullable(day).map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw refusal("/startDay", "must be a day such as 2027-01-31, was \"" + day + "\"");
    }
  }

  private List<Guardrail> guardrails(
      List<PolicyDocument.GuardrailDocument> documents, Design design, Deployment deployment)
      throws PolicyException {
    List<Guardrail> guardrails = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < documents.size(); i++) {
      String at = "/guardrails/" + i;
      check(seen.add(documents.get(i).metric()), at + "/metric", "is guarded twice");
      guardrails.add(guardrail(documents.get(i), design, deployment, at));
    }
    check(guardrails.size() <= MAX_GUARDRAILS, "/guardrails", "must be at most " + MAX_GUARDRAILS);
    check(
        guardrails.stream().anyMatch(Guardrail::required),
        "/guardrails",
        "must have a required one: otherwise nothing has to be shown to promote");
    return guardrails;
  }

  private Guardrail guardrail(
      PolicyDocument.GuardrailDocument document, Design design, Deployment deployment, String at)
      throws PolicyException {
    Optional<Metric> metric = registry.metric(document.metric());
    if (metric.isEmpty()) {
      throw refusal(at + "/metric", "is not in the registry: \"" + document.metric() + "\"");
    }
    check(
        metric.get().design() == design,
        at + "/metric",
        design == Design.PAIRED
            ? "is measured on one version; a paired rollout is judged by differences"
            : "is measured by paired runs; say \"design: paired\" to compare on each device");
    check(
        !metric.get().quantity().isHarnessValidity() && !metric.get().quantity().isEligibility(),
        at + "/metric",
        "guards nothing: a rollout looks at it by itself, with every policy");
    check(
        registry.deviceClasses(deployment).stream().anyMatch(metric.get()::availableOn),
        at + "/metric",
        "is measured by no class of deployment " + deployment.word());
    double range = headlineRange(metric.get().mechanism(), at);
    check(
        document.harmBudget() > 0 && document.harmBudget() < range,
        at + "/harmBudget",
        "must be above 0 and below the metric's range of "
            + range
            + ", was "
            + document.harmBudget());
    return new Guardrail(metric.get(), document.kind(), document.harmBudget());
  }

  /** Greatest difference that two arms can have in a metric's headline. */
  private double headlineRange(Mechanism mechanism, String at) throws PolicyException {
    if (mechanism instanceof MeanMechanism mean) {
      return mean.range().width();
    }
    if (mechanism instanceof RandomizedResponse) {
      return 1;
    }
    if (mechanism instanceof HistogramLaplace) {
      throw refusal(at + "/metric", "is a histogram: it is for people, and no gate judges it");
    }
    throw new AssertionError("the mechanisms are a closed list");
  }

  private int within(int value, int least, int most, String at) throws PolicyException {
    check(
        value >= least && value <= most, at, "must be " + least + " to " + most + ", was " + value);
    return value;
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private void check(boolean holds, String path, String reason) throws PolicyException {
    if (!holds) {
      throw refusal(path, reason);
    }
  }

  private PolicyException refusal(String path, String reason) {
    return PolicyParser.refusal(source, lines, path, reason);
  }
}
