package dev.sluice.probe.agent;

/** Flag files as a gate writes them, for a rollout of tiny 1.1.0 over 1.0.0. */
final class AgentFlags {
  private AgentFlags() {}

  static String everybodyIsACandidate() {
    return file("", "\"targeting\": " + split("[\"candidate\", 100]") + ",", "unobserved");
  }

  static String everybodyIsControl() {
    return file("", "\"targeting\": " + split("[\"control\", 100]") + ",", "unobserved");
  }

  static String paired() {
    return file(
        ", \"compareWith\": {\"name\": \"tiny\", \"version\": \"1.0.0\"}",
        "\"targeting\": " + split("[\"candidate\", 100]") + ",",
        "unobserved");
  }

  static String completed() {
    return file("", "", "fallback");
  }

  private static String split(String shares) {
    return "{\"fractional\": [{\"cat\": [\"tiny-1.1.0\", {\"var\": \"targetingKey\"}]}, "
        + shares
        + "]}";
  }

  private static String file(String compareWith, String targeting, String defaultVariant) {
    return """
    {"$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {"tiny": {
      "state": "ENABLED",
      "variants": {
        "candidate": {"name": "tiny", "version": "1.1.0", "report": true%s},
        "unobserved": {"name": "tiny", "version": "1.0.0", "report": false},
        "control": {"name": "tiny", "version": "1.0.0", "report": true},
        "fallback": {"name": "tiny", "version": "1.0.0", "report": false}},
      "defaultVariant": "%s", %s
      "metadata": {"rollout": "tiny-1.1.0", "stagePercent": 5, "state": "RUNNING"}}}}"""
        .formatted(compareWith, defaultVariant, targeting);
  }
}
