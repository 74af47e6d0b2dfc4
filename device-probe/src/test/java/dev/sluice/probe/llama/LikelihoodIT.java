package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probabilities from the library's C interface, held against what the same model writes. */
class LikelihoodIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> LABELS =
      List.of("play_music", "stop_music", "navigate", "set_volume", "send_message");

  private static final String SUITE =
      """
      id: likelier
      version: 1.0.0
      description: The intent that is likeliest.
      licence: Apache-2.0
      template: "intent: {{input}}\\n"
      maxTokens: 8
      grader: {type: choice, scoring: likelihood}
      items:
        - {id: one, input: play jazz music, expected: play_music, choices: [navigate, play_music]}
        - {id: two, input: navigate to Paris, expected: navigate, choices: [navigate, play_music]}
        - {id: three, input: turn the sound to 57, expected: set_volume, choices: [set_volume, navigate]}
      controls:
        - {id: good, kind: must-pass, input: find the way to Dublin, expected: navigate, choices: [play_music, navigate]}
        - {id: bad, kind: must-pass, input: play jazz, expected: play_music, choices: [play_music, navigate]}
      """;

  @AfterEach
  void leaveNothing() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  static List<Path> models() {
    return TinyModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_labels_likeliestIsWhatTheModelWrites(Path model) {
    try (ModelSession session = open(model, CacheType.F16)) {
      assertThat(session.capabilities()).contains(Capability.LOG_LIKELIHOOD);
      for (String text : List.of("navigate to Paris", "play jazz music", "turn the sound to 57")) {
        String prompt = "intent: " + text + "\n";

        assertThat(likeliest(session, prompt)).isEqualTo(written(session, prompt));
      }
    }
  }

  @Test
  void evaluate_suiteByLikelihood_scoresTheRealModel() throws Exception {
    Path model = TinyModels.good();
    Suite suite = SuiteParser.parse(SUITE, "test");
    Evaluation evaluation =
        new SuiteRunner(
                LlamaEngine.of(model, EngineSettings.forProcessors(2)),
                RunSettings.standard(),
                new ThisMachine())
            .evaluate(
                ModelIdentity.of(model, ((GgufInspection.Sound) GgufReader.inspect(model)).model()),
                List.of(SuitePlan.whole(suite)),
                RunListener.silent());

    SuiteResult result = ((Evaluation.Completed) evaluation).result().suites().get(0);
    assertThat(result.harness().valid()).isTrue();
    assertThat(result.passed()).isEqualTo(3);
  }

  /** The process that weighs is an engine's process like the one that writes. */
  @Test
  void usage_afterWeighing_hasTheSecondProcessInIt() {
    try (ModelSession session = open(TinyModels.good(), CacheType.F16)) {
      ResourceUsage before = session.usage();
      likeliest(session, "intent: play jazz music\n");
      ResourceUsage after = session.usage();

      long more =
          after.peakResidentBytes().orElseThrow() - before.peakResidentBytes().orElseThrow();
      assertThat(more).isGreaterThan(30L << 20);
      assertThat(after.residentBytesBeforeLoad().orElseThrow())
          .isGreaterThan(before.residentBytesBeforeLoad().orElseThrow());
      assertThat(after.cpuTime().orElseThrow()).isGreaterThan(before.cpuTime().orElseThrow());
    }
  }

  /** The chain rule: the probability of a text is that of its parts, one after the other. */
  @Test
  void score_textInTwoSteps_isTheSumOfBoth() {
    try (ModelSession session = open(TinyModels.good(), CacheType.F16)) {
      String prompt = "intent: navigate to Paris\n";
      LogLikelihood whole = scored(session, prompt, "\nupper: ok").get(0);
      LogLikelihood first = scored(session, prompt, "\n").get(0);
      LogLikelihood second = scored(session, prompt + "\n", "upper: ok").get(0);

      assertThat(first.tokens() + second.tokens()).isEqualTo(whole.tokens());
      assertThat(first.logProbability() + second.logProbability())
          .isCloseTo(whole.logProbability(), within(0.02 * Math.abs(whole.logProbability())));
    }
  }

  @Test
  void score_textThatDoesNotFit_isRefusedAndTheNextIsWeighed() {
    try (ModelSession session = open(TinyModels.good(), CacheType.F16)) {
      Scoring tooLong =
          session.score(
              new ScoringRequest(
                  Prompt.text("play jazz ".repeat(200)), List.of("yes", "no"), PATIENCE));

      assertThat(((Scoring.NotScored) tooLong).failure()).isInstanceOf(Generation.Refused.class);
      assertThat(likeliest(session, "intent: play jazz music\n")).isEqualTo("play_music");
    }
  }

  @Test
  void score_scoringChildKilled_isACrashAndTheSessionGoesOn() {
    try (ModelSession session = open(TinyModels.good(), CacheType.F16)) {
      List<ProcessHandle> writing = ProcessHandle.current().children().toList();
      likeliest(session, "intent: play jazz music\n");
      ProcessHandle.current()
          .children()
          .filter(child -> !writing.contains(child))
          .forEach(ProcessHandle::destroyForcibly);

      Scoring scoring =
          session.score(new ScoringRequest(Prompt.text("intent: x\n"), LABELS, PATIENCE));

      assertThat(((Scoring.NotScored) scoring).failure()).isInstanceOf(Generation.Crashed.class);
      assertThat(likeliest(session, "intent: play jazz music\n")).isEqualTo("play_music");
      assertThat(written(session, "intent: play jazz music\n")).isEqualTo("play_music");
    }
  }

  /** Heads of 16 values: the library would abort. */
  @Test
  void open_cacheThatTheHeadsDoNotFit_isRefusedBeforeTheLibrarySeesIt() {
    for (CacheType type : List.of(CacheType.Q8_0, CacheType.Q4_0)) {
      Opening opening =
          LlamaEngine.of(TinyModels.good(), EngineSettings.forProcessors(2).withCacheType(type))
              .open();
      if (opening instanceof Opening.Opened opened) {
        try (ModelSession session = opened.session()) {
          assertThat(written(session, "intent: play jazz music\n")).isEqualTo("play_music");
        }
      } else {
        assertThat(((Opening.Refused) opening).reason()).contains("heads of a multiple of 32");
      }
    }
  }

  private static String likeliest(ModelSession session, String prompt) {
    List<LogLikelihood> likelihoods = scored(session, prompt, LABELS.toArray(String[]::new));
    return IntStream.range(0, LABELS.size())
        .boxed()
        .max(Comparator.comparingDouble(i -> likelihoods.get(i).logProbability()))
        .map(LABELS::get)
        .orElseThrow();
  }

  private static List<LogLikelihood> scored(
      ModelSession session, String prompt, String... continuations) {
    Scoring scoring =
        session.score(new ScoringRequest(Prompt.text(prompt), List.of(continuations), PATIENCE));
    assertThat(scoring).isInstanceOf(Scoring.Scored.class);
    return ((Scoring.Scored) scoring).likelihoods();
  }

  private static String written(ModelSession session, String prompt) {
    Generation generation =
        session.generate(new CompletionRequest(Prompt.text(prompt), 48, List.of("\n"), PATIENCE));
    return ((Generation.Completed) generation).text();
  }

  private static ModelSession open(Path model, CacheType type) {
    Opening opening =
        LlamaEngine.of(model, EngineSettings.forProcessors(2).withCacheType(type)).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).session();
  }
}
