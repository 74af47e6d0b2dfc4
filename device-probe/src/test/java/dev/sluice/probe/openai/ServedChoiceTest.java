package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices over HTTP by {@code response_format}, on a server that takes chats alone. */
class ServedChoiceTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 1_000_000, Duration.ofMillis(1));
  private static final String ASKED = "pick ";

  private FakeServer server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void evaluate_serverThatKeepsToTheForm_isScored() {
    RunResult result = run(word -> "{\"answer\": \"%s\"}".formatted(word));

    assertThat(result.harnessValid()).isTrue();
    assertThat(result.passed()).isEqualTo(2);
  }

  /** Proved at the opening, and broken later: no word of it is the model's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "I would say it is %s.",
        "%s",
        "{\"answer\": \"%s",
        "{\"answer\": 3}",
        "{\"choice\": \"%s\"}",
        "{\"answer\": \"none of these\"}",
        ""
      })
  void evaluate_serverThatLeavesTheForm_isHarnessInvalidAndNoCrash(String form) {
    RunResult result = run(word -> form.replace("%s", word));

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.circumstances().engineRestarts()).isZero();
    assertThat(((HarnessVerdict.Invalid) result.suites().get(0).harness()).symptoms())
        .contains(Symptom.ANSWER_OUTSIDE_OF_CHOICES);
    assertThat(result.suites().get(0).items())
        .allMatch(item -> item.outcome() == ItemOutcome.HARNESS_INVALID)
        .noneMatch(item -> item.explanation().isEmpty());
  }

  private RunResult run(UnaryOperator<String> form) {
    server = FakeServer.answering(chatsOnly(form));
    Evaluation evaluation =
        new SuiteRunner(server.engine(LIMITS), RunSettings.standard(), new ThisMachine())
            .evaluate(
                new ModelIdentity(
                    "served",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                List.of(SuitePlan.whole(suite())),
                RunListener.silent());
    return ((Evaluation.Completed) evaluation).result();
  }

  /** Keeps to {@code response_format} and to no other way, until the suite itself is asked. */
  private static FakeServer.Talk chatsOnly(UnaryOperator<String> form) {
    return (exchange, body) -> {
      if (!exchange.getRequestURI().getPath().endsWith("/chat/completions")) {
        FakeServer.json(exchange, 404, "{\"error\":{\"message\":\"chats only\"}}");
        return;
      }
      JsonNode choices = body.at("/response_format/json_schema/schema/properties/answer/enum");
      UnaryOperator<String> answer = asked -> asked;
      if (choices.isArray()) {
        answer =
            asked ->
                asked.startsWith(ASKED)
                    ? form.apply(asked.substring(ASKED.length()))
                    : FakeServer.JSON
                        .createObjectNode()
                        .put("answer", choices.get(0).asText())
                        .toString();
      }
      new ScriptedServer(answer, ScriptedServer.Flaw.IGNORES_CHOICES).answer(exchange, body);
    };
  }

  private static Suite suite() {
    try {
      return SuiteParser.parse(
          """
          id: pick
          version: 1.0.0
          description: Picks the word that was said.
          licence: Apache-2.0
          chat: {user: 'pick {{input}}'}
          maxTokens: 8
          grader: {type: choice}
          items:
            - {id: one, input: 'no', expected: 'no', choices: ['no', 'certainly']}
            - {id: two, input: 'certainly', expected: 'certainly', choices: ['no', 'certainly']}
          controls:
            - {id: good, kind: must-pass, input: 'up', expected: 'up', choices: [up, down]}
            - {id: bad, kind: must-pass, input: 'down', expected: 'down', choices: [up, down]}
          """,
          "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
