package dev.sluice.probe.openai;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import dev.sluice.probe.engine.SessionFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one model of a server that speaks the OpenAI protocol. The model is loaded by whoever runs
 * the server; opening tries out what can be asked of it.
 */
public final class ServerEngine implements Engine {
  /** What computes behind a server is not seen from here. */
  private static final String BACKEND = "http";

  private final ServerFacts facts;
  private final Deployment deployment;
  private final ServerLimits limits;
  private final Questioner questioner;
  private ServerChecks.Result.@Nullable Usable triedOut;

  private ServerEngine(
      ServerFacts facts, Deployment deployment, ServerLimits limits, Questioner questioner) {
    this.facts = facts;
    this.deployment = deployment;
    this.limits = limits;
    this.questioner = questioner;
  }

  /** What came of looking for a server. */
  public sealed interface Connection {
    /** It is there and has the model. */
    record Connected(ServerEngine engine) implements Connection {}

    /** It cannot be used, or not like this; one line for a person. */
    record Failed(ServerFault fault, String reason) implements Connection {}
  }

  /**
   * Looks at a server, without asking its model anything.
   *
   * @param model id of the model on the server; empty takes the only one
   * @throws IllegalArgumentException if the key would go over a network unencrypted, or a server on
   *     another machine is said to be this device
   */
  public static Connection connect(
      ServerAddress address,
      Optional<ApiKey> key,
      Optional<String> model,
      Deployment deployment,
      ServerLimits limits) {
    if (deployment == Deployment.DEVICE && !address.isLoopback()) {
      throw new IllegalArgumentException(
          "%s is not this device; prompts go to another machine only with --deployment edge"
              .formatted(address));
    }
    ServerConnection connection = new ServerConnection(address, key, limits.answerBytes());
    return connect(connection, model, deployment, limits);
  }

  static Connection connect(
      ServerConnection connection,
      Optional<String> model,
      Deployment deployment,
      ServerLimits limits) {
    try {
      Discovery.Finding finding = new Discovery(connection, limits.look()).look(model);
      if (finding instanceof Discovery.Finding.Unusable unusable) {
        return new Connection.Failed(unusable.fault(), unusable.reason());
      }
      Questioner questioner = new Questioner(connection, limits.pause());
      ServerFacts facts = ((Discovery.Finding.Found) finding).facts();
      return new Connection.Connected(new ServerEngine(facts, deployment, limits, questioner));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Connection.Failed(ServerFault.NOT_THERE, "looking for the server was interrupted");
    }
  }

  /** What the server says about itself. */
  public ServerFacts facts() {
    return facts;
  }

  @Override
  public EngineBuild build() {
    EngineConfiguration unknown = EngineConfiguration.unknown();
    return new EngineBuild(
        facts.runtimeBuild(),
        BACKEND,
        deployment,
        facts.contextTokens().isPresent()
            ? unknown.withContextTokens(facts.contextTokens().getAsInt())
            : unknown);
  }

  @Override
  public Opening open() {
    try {
      Optional<Opening.Refused> refusal = triedOut == null ? tryOut() : alive(triedOut);
      if (refusal.isPresent() || triedOut == null) {
        return refusal.orElseThrow();
      }
      return new Opening.Opened(
          new ServerSession(questioner, triedOut, new SessionFacts(build(), Optional.empty())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Opening.Refused(Kind.ENGINE_FAILURE, "opening was interrupted");
    }
  }

  private Optional<Opening.Refused> tryOut() throws InterruptedException {
    Dialect dialect = new Dialect(facts.model(), facts.software(), Optional.empty());
    ServerChecks.Result result = new ServerChecks(questioner, limits.question(), dialect).run();
    if (result instanceof ServerChecks.Result.Unusable unusable) {
      return Optional.of(unusable.refusal());
    }
    triedOut = (ServerChecks.Result.Usable) result;
    return Optional.empty();
  }

  private Optional<Opening.Refused> alive(ServerChecks.Result.Usable known)
      throws InterruptedException {
    ServerChecks checks = new ServerChecks(questioner, limits.question(), known.dialect());
    checks.assume(known.capabilities());
    return checks.alive();
  }
}
