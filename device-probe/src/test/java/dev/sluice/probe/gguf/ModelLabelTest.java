package dev.sluice.probe.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelLabelTest {

  @ParameterizedTest
  @CsvSource({
    "tiny-1.1.0-q8_0.gguf, tiny, 1.1.0",
    "tiny-1.1.0-coarse.gguf, tiny, 1.1.0",
    "tiny-1.1.0.gguf, tiny, 1.1.0",
    "mistral-7b-instruct-v0.2.Q4_K_M.gguf, header name, 3.0.0",
    "Mistral-7B-v0.3-Q4_K_M.gguf, Mistral-7B, 0.3.0",
    "Llama-3.2-1B-Instruct-Q4_K_M.gguf, header name, 3.0.0",
    "gemma-2-2b-it.gguf, header name, 3.0.0",
    "model.GGUF, header name, 3.0.0",
  })
  void of_fileName_winsOnlyWithNameAndVersion(String file, String name, String version) {
    assertThat(ModelLabel.of(file, model(Optional.of("header name"), Optional.of("v3"))))
        .isEqualTo(new ModelLabel(name, Optional.of(version)));
  }

  @Test
  void of_nothingStated_takesStemAndNoVersion() {
    assertThat(ModelLabel.of("mine.gguf", model(Optional.empty(), Optional.empty())))
        .isEqualTo(new ModelLabel("mine", Optional.empty()));
  }

  @Test
  void of_headerVersionThatIsNoVersion_isAbsent() {
    assertThat(ModelLabel.of("mine.gguf", model(Optional.empty(), Optional.of("latest"))).version())
        .isEmpty();
  }

  private static GgufModel model(Optional<String> name, Optional<String> version) {
    OptionalInt unknown = OptionalInt.empty();
    return new GgufModel(
        100,
        3,
        "llama",
        name,
        version,
        Optional.empty(),
        unknown,
        1,
        50,
        25,
        0,
        new Hyperparameters(
            unknown, unknown, List.of(), List.of(), List.of(), unknown, unknown, unknown, unknown,
            unknown));
  }
}
