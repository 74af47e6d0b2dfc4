package dev.sluice.gate;

import dev.sluice.gate.kafka.GateTopics;
import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a gate is told when it starts.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for a free one
 * @param topics where evidence comes from and decisions go
 * @param lookInterval least time between two looks, above 0
 * @param registries the one that says what can be judged, and others whose reports count
 * @param policies rollouts to begin at the start; those that are on record already go on
 * @param operators who may begin rollouts over HTTP; empty for everybody who reaches the port
 */
public record GateConfig(
    String host,
    int port,
    GateTopics topics,
    Duration lookInterval,
    Registries registries,
    List<PolicyText> policies,
    Optional<OperatorTokens> operators) {
  /** Where a gate listens unless told otherwise. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  public static final Duration DEFAULT_LOOK_INTERVAL = Duration.ofMillis(250);

  /** A policy and what to call it in messages. */
  public record PolicyText(String source, String yaml) {}

  public GateConfig {
    policies = List.copyOf(policies);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    if (lookInterval.isNegative() || lookInterval.isZero()) {
      throw new IllegalArgumentException("lookInterval must be above 0, was " + lookInterval);
    }
  }

  /** Loopback, any free port, the bundled registry, the usual topics, and no policies. */
  public static GateConfig local(String bootstrapServers) {
    return new GateConfig(
        DEFAULT_HOST,
        0,
        new GateTopics(bootstrapServers, Topics.AGGREGATES, Topics.DECISIONS, Map.of()),
        DEFAULT_LOOK_INTERVAL,
        Registries.of(BundledRegistry.load()),
        List.of(),
        Optional.empty());
  }

  /** This configuration at another address. */
  public GateConfig listeningOn(String newHost, int newPort) {
    return new GateConfig(newHost, newPort, topics, lookInterval, registries, policies, operators);
  }

  /** This configuration by other registries. */
  public GateConfig judgingBy(Registries newRegistries) {
    return new GateConfig(host, port, topics, lookInterval, newRegistries, policies, operators);
  }

  /** This configuration with other rollouts to begin at the start. */
  public GateConfig beginning(List<PolicyText> newPolicies) {
    return new GateConfig(host, port, topics, lookInterval, registries, newPolicies, operators);
  }
}
