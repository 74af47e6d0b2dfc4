package dev.sluice.probe.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.fit.ModelShape.Layer;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.Hyperparameters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeFindingTest {
  private static final RunPlan PLAN = new RunPlan(1_024, 512, CacheType.F16);

  @Test
  void of_figuresByLayer_areKept() {
    ModelShape shape = known(header("llama", 2, List.of(8), List.of(4, 2), OptionalInt.empty()));

    assertThat(shape.layers()).containsExactly(new Layer(8, 4, 512), new Layer(8, 2, 512));
    assertThat(shape.keyLength()).isEqualTo(32);
  }

  @Test
  void of_noKeyValueHeads_areAsManyAsQueries() {
    assertThat(known(header("llama", 1, List.of(8), List.of(), OptionalInt.empty())).layers())
        .containsExactly(new Layer(8, 8, 512));
  }

  @Test
  void of_statedKeyLength_isTaken() {
    assertThat(known(header("qwen3", 1, List.of(8), List.of(8), OptionalInt.of(128))).keyLength())
        .isEqualTo(128);
  }

  @Test
  void of_tooFewFigures_areNotFilledUp() {
    assertUnknown(header("llama", 3, List.of(8), List.of(4, 2), OptionalInt.empty()), "each of");
  }

  @Test
  void of_implausibleFigures_areUnknown() {
    assertUnknown(header("llama", 0, List.of(8), List.of(4), OptionalInt.empty()), "how many");
    assertUnknown(header("llama", 9_999, List.of(8), List.of(4), OptionalInt.empty()), "how many");
    assertUnknown(header("llama", 1, List.of(0), List.of(4), OptionalInt.empty()), "each of");
    assertUnknown(header("llama", 1, List.of(8), List.of(0), OptionalInt.empty()), "each of");
    assertUnknown(header("llama", 1, List.of(7), List.of(7), OptionalInt.empty()), "how wide");
    assertUnknown(header("llama", 1, List.of(8), List.of(8), OptionalInt.of(0)), "how wide");
    assertUnknown(header("llama", 1, List.of(8), List.of(16), OptionalInt.empty()), "more heads");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mamba", "rwkv6", "deepseek2", "", "LLAMA"})
  void of_otherArchitecture_isUnknown(String architecture) {
    assertUnknown(
        header(architecture, 1, List.of(8), List.of(8), OptionalInt.empty()), "not modelled");
  }

  @Test
  void judge_dimensionsBeyondCounting_cannotBeTold() {
    int huge = Integer.MAX_VALUE;
    GgufModel header = header("llama", 1, List.of(huge), List.of(huge), OptionalInt.of(huge));

    assertThat(MemoryFit.judge(header, PLAN, Long.MAX_VALUE))
        .isEqualTo(new FitAnswer.CannotTell("its header states absurd dimensions"));
  }

  @Test
  void judge_quantisedCacheOfOddHeads_cannotBeTold() {
    GgufModel header = header("llama", 1, List.of(8), List.of(8), OptionalInt.of(40));
    RunPlan plan = new RunPlan(1_024, 512, CacheType.Q8_0);

    assertThat(((FitAnswer.CannotTell) MemoryFit.judge(header, plan, Long.MAX_VALUE)).reason())
        .contains("no q8_0 cache", "40");
  }

  private static ModelShape known(GgufModel header) {
    ShapeFinding finding = ShapeFinding.of(header);
    assertThat(finding).isInstanceOf(ShapeFinding.Known.class);
    return ((ShapeFinding.Known) finding).shape();
  }

  private static void assertUnknown(GgufModel header, String reason) {
    ShapeFinding finding = ShapeFinding.of(header);
    assertThat(finding).isInstanceOf(ShapeFinding.Unknown.class);
    assertThat(((ShapeFinding.Unknown) finding).reason()).contains(reason);
  }

  private static GgufModel header(
      String architecture,
      int layers,
      List<Integer> heads,
      List<Integer> keyValueHeads,
      OptionalInt keyLength) {
    Hyperparameters stated =
        new Hyperparameters(
            OptionalInt.of(layers),
            OptionalInt.of(256),
            List.of(512),
            heads,
            keyValueHeads,
            keyLength,
            keyLength,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.of(1_000));
    return new GgufModel(
        2_000,
        3,
        architecture,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(4_096),
        1,
        1_000,
        1_000,
        0,
        stated);
  }
}
