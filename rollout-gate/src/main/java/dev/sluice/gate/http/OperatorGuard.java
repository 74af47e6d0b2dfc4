package dev.sluice.gate.http;

import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.gate.operator.OperatorTokens.Verdict;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Lets requests pass that may change something: all, unless tokens say who may. */
final class OperatorGuard {
  private static final String CHALLENGE = "Bearer realm=\"sluice gate\"";

  private final Optional<OperatorTokens> tokens;
  private final InstantSource clock;
  private final Counter refused;

  /**
   * A guard.
   *
   * @param tokens those that are taken; empty to ask nobody
   * @param clock tells on which day a token is shown
   * @param metrics where refusals are counted
   */
  OperatorGuard(Optional<OperatorTokens> tokens, InstantSource clock, PrometheusRegistry metrics) {
    this.tokens = tokens;
    this.clock = clock;
    this.refused =
        Counter.builder()
            .name("sluice_gate_operators_refused")
            .help("Requests that only an operator may make, and that showed no valid token.")
            .labelNames("reason")
            .register(metrics);
    refused.initLabelValues(Problem.OPERATOR_TOKEN_REQUIRED.slug());
    refused.initLabelValues(Problem.OPERATOR_TOKEN_REFUSED.slug());
  }

  /** Passes a request on, or refuses it before its body is read. */
  void admit(RoutingContext request) {
    switch (verdict(request)) {
      case ADMITTED -> request.next();
      case REQUIRED ->
          refuse(
              request,
              Problem.OPERATOR_TOKEN_REQUIRED,
              "send the header Authorization: Bearer, and the token");
      case REFUSED ->
          refuse(
              request,
              Problem.OPERATOR_TOKEN_REFUSED,
              "it is unknown here, or its last day is over");
    }
  }

  private Verdict verdict(RoutingContext request) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return tokens
        .map(known -> known.judge(request.request().getHeader("Authorization"), today))
        .orElse(Verdict.ADMITTED);
  }

  private void refuse(RoutingContext request, Problem problem, String detail) {
    refused.labelValues(problem.slug()).inc();
    request.response().putHeader("WWW-Authenticate", CHALLENGE);
    problem.answer(request, detail);
  }
}
