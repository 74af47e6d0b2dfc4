package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NativeLogTest {
  private final NativeLog log = new NativeLog();

  @Test
  void takeCounts_twoAnswers_givesEachItsOwn() throws InterruptedException {
    answer(0, "0.82", 16, "0.54", 4);
    assertThat(log.takeCounts(1, Duration.ZERO))
        .contains(new TokenCounts(16, Duration.ofNanos(820_000), 4, Duration.ofNanos(540_000)));

    answer(5, "1.00", 20, "2.00", 8);
    assertThat(log.takeCounts(2, Duration.ZERO))
        .contains(new TokenCounts(20, Duration.ofMillis(1), 8, Duration.ofMillis(2)));
  }

  @Test
  void takeCounts_answerThatWasBrokenOff_isNotTakenForTheNext() throws InterruptedException {
    launch(0);
    launch(5);
    timing(5, "1.00", 20, "2.00", 8);

    assertThat(log.takeCounts(1, Duration.ZERO)).isEmpty();
  }

  @Test
  void takeCounts_nothingLogged_isAbsent() throws InterruptedException {
    assertThat(log.takeCounts(1, Duration.ofMillis(1))).isEmpty();
  }

  @Test
  @Timeout(60)
  void awaitReader_somebodyWaitsForCounts_endsBeforeItsTime() throws Exception {
    FutureTask<Optional<TokenCounts>> reader =
        new FutureTask<>(() -> log.takeCounts(1, Duration.ofHours(1)));
    new Thread(reader).start();

    log.awaitReader(Duration.ofHours(1));
    answer(0, "1.00", 20, "2.00", 8);

    assertThat(reader.get())
        .contains(new TokenCounts(20, Duration.ofMillis(1), 8, Duration.ofMillis(2)));
  }

  @Test
  void counts_severalAnswers_areByNumber() {
    launch(0);
    timing(0, "1.00", 20, "2.00", 8);
    launch(5);
    launch(9);
    timing(9, "3.00", 21, "4.00", 9);

    assertThat(log.counts())
        .isEqualTo(
            Map.of(
                1, new TokenCounts(20, Duration.ofMillis(1), 8, Duration.ofMillis(2)),
                3, new TokenCounts(21, Duration.ofMillis(3), 9, Duration.ofMillis(4))));
  }

  @Test
  void build_banner_isItsNumber() {
    log.add("build: 4916 (c6af2161) with gcc (GCC) 10.2.1 for x86_64-redhat-linux");

    assertThat(log.build()).contains("4916");
  }

  @Test
  void newestFirst_manyLongLines_isBounded() {
    for (int i = 0; i < 1_000; i++) {
      log.add(i + "x".repeat(10_000));
    }

    assertThat(log.newestFirst()).hasSize(200);
    assertThat(log.newestFirst()[0]).startsWith("999x").hasSize(500);
  }

  @Test
  void explain_unknownArchitecture_namesItAndTheBuild() {
    log.add("build: 4916 (c6af2161) with gcc");
    log.add(
        "llama_model_load: error loading model: error loading model architecture: unknown model"
            + " architecture: 'qwen9'");

    assertThat(LoadFailure.explain("could not load model", log))
        .isEqualTo(
            new Opening.Refused(
                Opening.Refused.Kind.NOT_SUPPORTED,
                "this engine (llama.cpp b4916) does not know the architecture 'qwen9'"));
  }

  @Test
  void explain_loaderError_isItsReason() {
    log.add("llama_model_load: error loading model: missing tensor 'output_norm.weight'");
    log.add("llama_model_load_from_file_impl: failed to load model");

    assertThat(LoadFailure.explain("could not load model", log).reason())
        .isEqualTo("the engine refused the model: missing tensor 'output_norm.weight'");
  }

  @Test
  void explain_allocationFailure_isOutOfMemory() {
    log.add("ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 8");

    assertThat(LoadFailure.explain("could not load model", log).kind())
        .isEqualTo(Opening.Refused.Kind.OUT_OF_MEMORY);
  }

  @Test
  void explain_silentLog_fallsBackOnTheBinding() {
    assertThat(LoadFailure.explain("could not load model", log).reason())
        .isEqualTo("the engine refused the model: could not load model");
  }

  @Test
  void missing_cpuFlags_areThoseNeededAndNotPresent() {
    assertThat(CpuFlags.missing("flags\t\t: fpu sse2 avx2 fma f16c bmi2\n")).isEmpty();
    assertThat(CpuFlags.missing("flags\t\t: fpu sse2 fma bmi2 avx21\n"))
        .containsExactly("avx2", "f16c");
    assertThat(CpuFlags.missing("processor : 0\n")).isEmpty();
  }

  @Test
  void parse_kernelAccounts_readTheirLineOnly() {
    assertThat(OomKills.parse("pgfault 3\noom_kill 2\nx 1\n")).isEqualTo(OptionalLong.of(2));
    assertThat(OomKills.parse("oom_killer 2\n")).isEmpty();
    assertThat(ResidentMemory.parsePeak("VmPeak:\t 9 kB\nVmHWM:\t  12 kB\n")).hasValue(12_288);
    assertThat(ResidentMemory.parsePeak("Name:\tzombie\n")).isEmpty();
  }

  @Test
  void describe_exitCodes_nameSignals() {
    assertThat(new ChildExit(137).describe()).contains("SIGKILL");
    assertThat(new ChildExit(139).describe()).contains("SIGSEGV");
    assertThat(new ChildExit(1).describe()).contains("code 1");
  }

  private void answer(int task, String promptMillis, int prompt, String evalMillis, int eval) {
    launch(task);
    timing(task, promptMillis, prompt, evalMillis, eval);
  }

  private void launch(int task) {
    log.add("slot launch_slot_: id  0 | task %d | processing task".formatted(task));
  }

  private void timing(int task, String promptMillis, int prompt, String evalMillis, int eval) {
    log.add("slot print_timing: id  0 | task %d | ".formatted(task));
    log.add(
        "prompt eval time =       %s ms /    %d tokens (    0.05 ms per token, 1.00 tokens per second)"
            .formatted(promptMillis, prompt));
    log.add(
        "       eval time =       %s ms /     %d tokens (    0.14 ms per token, 1.00 tokens per second)"
            .formatted(evalMillis, eval));
    log.add("      total time =       1.36 ms /    20 tokens");
  }
}
