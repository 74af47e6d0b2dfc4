package dev.sluice.gate.http;

import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.RolloutState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What devices are to run, as a flag file of flagd (https://flagd.dev/reference/flag-definitions):
 * one flag a model, of the name of the model, and one for its edge servers, {@code MODEL@edge}.
 *
 * <p>While a rollout runs, the flag splits devices by their targeting key into candidate,
 * unobserved and control, in this order: with f percent on the candidate, the first f percent of
 * the hash space run it, the last f percent are the control arm, and those between run the control
 * version but report nothing. The arms are equal, and a device that is in an arm stays in it as f
 * grows. The rollout's name is hashed along, so that not the same devices are first every time.
 *
 * <p>A variant is a model version and whether its device reports. In a paired rollout there is no
 * control arm: the candidate's variant says what to {@code compareWith}, and its devices run both.
 */
final class FlagFile {
  private static final String SCHEMA = "https://flagd.dev/schema/v0/flags.json";

  private FlagFile() {}

  /** The flags of all models that have ever had a rollout. */
  static JsonObject of(RolloutBook book) {
    JsonObject flags = new JsonObject();
    for (Rollout rollout : book.newestOfEachModel()) {
      flags.put(rollout.policy().flag(), flag(rollout));
    }
    return new JsonObject().put("$schema", SCHEMA).put("flags", flags);
  }

  private static JsonObject flag(Rollout rollout) {
    Policy policy = rollout.policy();
    JsonObject flag =
        new JsonObject()
            .put("state", "ENABLED")
            .put(
                "variants",
                new JsonObject()
                    .put("candidate", candidate(rollout))
                    .put("unobserved", variant(policy.control(), false))
                    .put("control", variant(policy.control(), observed(rollout) && !paired(policy)))
                    .put("fallback", variant(policy.fallback(), false)))
            .put("defaultVariant", defaultVariant(rollout.state()));
    if (split(rollout)) {
      flag.put("targeting", fractional(rollout));
    }
    return flag.put(
        "metadata",
        new JsonObject()
            .put("rollout", rollout.id())
            .put("deployment", rollout.policy().deployment().word())
            .put("stagePercent", rollout.candidatePercent())
            .put("state", rollout.state().name()));
  }

  private static JsonObject candidate(Rollout rollout) {
    Policy policy = rollout.policy();
    JsonObject variant = variant(policy.candidate(), observed(rollout));
    return observed(rollout) && paired(policy)
        ? variant.put("compareWith", RolloutJson.model(policy.control()))
        : variant;
  }

  private static boolean paired(Policy policy) {
    return policy.design() == Design.PAIRED;
  }

  private static JsonObject variant(ModelIdentity identity, boolean reports) {
    return RolloutJson.model(identity).put("report", reports);
  }

  private static boolean observed(Rollout rollout) {
    return rollout.running();
  }

  private static boolean split(Rollout rollout) {
    return rollout.running() || rollout.state() == RolloutState.EXPIRED;
  }

  private static String defaultVariant(RolloutState state) {
    return switch (state) {
      case RUNNING, EXPIRED -> "unobserved";
      case COMPLETED -> "candidate";
      case ROLLED_BACK -> "fallback";
    };
  }

  private static JsonObject fractional(Rollout rollout) {
    int percent = rollout.candidatePercent();
    JsonObject bucketKey =
        new JsonObject()
            .put(
                "cat",
                new JsonArray().add(rollout.id()).add(new JsonObject().put("var", "targetingKey")));
    JsonArray shares = new JsonArray().add(bucketKey).add(share("candidate", percent));
    int control = paired(rollout.policy()) ? 0 : percent;
    if (percent + control < 100) {
      shares.add(share("unobserved", 100 - percent - control));
    }
    if (control > 0) {
      shares.add(share("control", control));
    }
    return new JsonObject().put("fractional", shares);
  }

  private static JsonArray share(String variant, int percent) {
    return new JsonArray().add(variant).add(percent);
  }
}
