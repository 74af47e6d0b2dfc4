package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.TokenCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real library, the real models, real signals. */
class LlamaEngineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<ModelSession> sessions = new ArrayList<>();

  @AfterEach
  void closeAndLeaveNothing() {
    sessions.forEach(ModelSession::close);

    assertThat(children()).isEmpty();
  }

  static List<Path> models() {
    return TinyModels.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void generate_everyModel_answersWithTimings(Path model) {
    ModelSession session = open(model);

    Generation generation = session.generate(request("intent: navigate to Paris\n"));

    Generation.Completed completed = completed(generation);
    assertThat(completed.text()).isEqualTo("navigate");
    TokenCounts counts = completed.timings().counts().orElseThrow();
    assertThat(counts.promptTokens()).isBetween(5, 40);
    assertThat(counts.generatedTokens()).isBetween(2, 10);
    assertThat(session.facts().build().runtimeBuild()).isEqualTo("llama.cpp b4916");
    assertThat(session.facts().build().configuration().contextTokens()).hasValue(256);
  }

  @Test
  void generate_manyPromptsWithOneBeginning_areDeterministic() {
    ModelSession session = open(TinyModels.good());
    List<String> prompts =
        Stream.of("play jazz music", "turn the sound to 57", "find the way to Dublin")
            .map(text -> "intent: " + text + "\n")
            .toList();

    List<List<String>> rounds = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      rounds.add(
          prompts.stream().map(p -> completed(session.generate(request(p))).text()).toList());
    }

    assertThat(rounds).containsOnly(List.of("play_music", "set_volume", "navigate"));
  }

  @Test
  void generate_nextAnnounced_answersEachWithItsOwnTextAndCounts() {
    List<CompletionRequest> requests =
        Stream.of("play jazz music", "turn the sound to 57 please", "find the way to Dublin")
            .map(text -> request("intent: " + text + "\n"))
            .toList();
    ModelSession alone = open(TinyModels.good());
    List<Generation> expected = requests.stream().map(alone::generate).toList();
    ModelSession session = open(TinyModels.good());

    List<Generation> answers = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Optional<CompletionRequest> next =
          i + 1 < requests.size() ? Optional.of(requests.get(i + 1)) : Optional.empty();
      answers.add(session.generate(requests.get(i), next));
    }

    assertThat(answers.stream().map(answer -> completed(answer).text()))
        .containsExactlyElementsOf(
            expected.stream().map(answer -> completed(answer).text()).toList());
    assertThat(answers.stream().map(LlamaEngineIT::promptTokens))
        .containsExactlyElementsOf(expected.stream().map(LlamaEngineIT::promptTokens).toList());
  }

  @Test
  void generate_otherThanAnnounced_answersWhatWasAsked() {
    ModelSession session = open(TinyModels.good());

    session.generate(
        request("intent: play jazz music\n"), Optional.of(request("intent: find Dublin\n")));
    Generation other = session.generate(request("intent: turn the sound to 57\n"));
    Generation after = session.generate(request("intent: find the way to Dublin\n"));

    assertThat(completed(other).text()).isEqualTo("set_volume");
    assertThat(completed(after).text()).isEqualTo("navigate");
    assertThat(promptTokens(after)).isPositive();
  }

  private static int promptTokens(Generation generation) {
    return completed(generation).timings().counts().orElseThrow().promptTokens();
  }

  @Test
  void generate_oddCharacters_neitherBreakNorCutThePrompt() {
    ModelSession session = open(TinyModels.good());

    for (String text : List.of("\"\\ \u0001 \u2028", "🙂🙂", "a\0b", "@sluice UQ==", "{{x}}")) {
      Generation generation = session.generate(request("lower: " + text + "\n"));

      assertThat(completed(generation).timings().counts().orElseThrow().promptTokens())
          .as(text)
          .isGreaterThan(text.length());
    }
  }

  @Test
  void generate_overlongPrompt_isRefusedAndNextIsAnswered() {
    ModelSession session = open(TinyModels.good());

    Generation tooLong = session.generate(request("intent: " + "play jazz ".repeat(200) + "\n"));

    assertThat(tooLong).isInstanceOf(Generation.Refused.class);
    assertThat(((Generation.Refused) tooLong).reason()).contains("context of 256");
    assertThat(completed(session.generate(request("intent: play jazz music\n"))).text())
        .isEqualTo("play_music");
  }

  @Test
  void usage_loadedModel_isMeasured() {
    ModelSession session = open(TinyModels.good());

    session.generate(request("intent: play jazz music\n"));
    ResourceUsage usage = session.usage();

    assertThat(usage.peakResidentBytes().orElseThrow()).isBetween(20_000_000L, 1_000_000_000L);
    assertThat(usage.residentBytesBeforeLoad().orElseThrow())
        .isLessThanOrEqualTo(usage.peakResidentBytes().orElseThrow());
    assertThat(usage.cpuTime()).isPresent();
  }

  @Test
  void generate_childKilled_isACrashThatNamesTheSignal() {
    ModelSession session = open(TinyModels.good());
    children().forEach(ProcessHandle::destroyForcibly);

    Generation generation = session.generate(request("intent: play jazz music\n"));

    assertThat(generation).isInstanceOf(Generation.Crashed.class);
    assertThat(((Generation.Crashed) generation).reason()).contains("SIGKILL");
    assertThat(generation.endsSession()).isTrue();
  }

  @Test
  void generate_childStopped_timesOutAndLeavesNoProcess() throws IOException, InterruptedException {
    ModelSession session = open(TinyModels.good());
    Signals.send(children().get(0), "STOP");

    Generation generation =
        session.generate(
            new CompletionRequest(
                Prompt.text("intent: x\n"), 8, List.of(), Duration.ofMillis(300)));

    assertThat(generation).isEqualTo(new Generation.TimedOut(Duration.ofMillis(300), true));
  }

  @Test
  void generate_childStoppedAndRequestLargerThanPipe_timesOut()
      throws IOException, InterruptedException {
    ModelSession session = open(TinyModels.good());
    Signals.send(children().get(0), "STOP");

    Generation generation =
        session.generate(
            new CompletionRequest(
                Prompt.text("x".repeat(100_000)), 8, List.of(), Duration.ofMillis(300)));

    assertThat(generation).isInstanceOf(Generation.TimedOut.class);
  }

  @Test
  void open_contextBeyondTraining_isRefused() {
    Opening opening =
        LlamaEngine.of(TinyModels.good(), EngineSettings.forProcessors(2).withContextTokens(512))
            .open();

    assertThat(opening).isInstanceOf(Opening.Refused.class);
    assertThat(((Opening.Refused) opening).reason()).contains("trained for 256");
  }

  @Test
  void close_twice_deletesThePrivateDirectory() {
    ModelSession session = open(TinyModels.good());
    Path directory = privateDirectory();
    assertThat(directory).isDirectory();

    session.close();
    session.close();

    assertThat(directory).doesNotExist();
  }

  private ModelSession open(Path model) {
    Opening opening = LlamaEngine.of(model, EngineSettings.forProcessors(2)).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    ModelSession session = ((Opening.Opened) opening).session();
    sessions.add(session);
    return session;
  }

  private static CompletionRequest request(String prompt) {
    return new CompletionRequest(Prompt.text(prompt), 48, List.of("</s>"), PATIENCE);
  }

  private static Generation.Completed completed(Generation generation) {
    assertThat(generation).isInstanceOf(Generation.Completed.class);
    return (Generation.Completed) generation;
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private static Path privateDirectory() {
    String option = "-D" + PrivateDirectory.PROPERTY + "=";
    return Stream.of(children().get(0).info().arguments().orElseThrow())
        .filter(argument -> argument.startsWith(option))
        .map(argument -> Path.of(argument.substring(option.length())))
        .findFirst()
        .orElseThrow();
  }
}
