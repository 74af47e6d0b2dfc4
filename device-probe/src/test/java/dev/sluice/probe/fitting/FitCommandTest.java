package dev.sluice.probe.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.fit.PublishedModel;
import dev.sluice.probe.fit.PublishedModel.Mix;
import dev.sluice.probe.gguf.GgufBytes;
import dev.sluice.probe.gguf.RangeServer;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitCommandTest {
  @TempDir private Path directory;

  @Test
  void fit_enoughMemory_fits() throws IOException {
    CommandRun run = fit(model(PublishedModel.LLAMA_3_1_8B, Mix.Q4_K_M), "4096", "--ram", "16G");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Fits: ", "Q4_K_M", "8.03 billion weights");
  }

  @Test
  void fit_tooLittleMemory_givesRankedAdvice() throws IOException {
    CommandRun run =
        fit(model(PublishedModel.LLAMA_3_1_8B, Mix.Q8_0), "8192", "--ram", "12G", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode answer = json(run);
    assertThat(answer.path("answer").asText()).isEqualTo("does_not_fit");
    assertThat(answer.path("advice").findValuesAsText("do"))
        .containsExactly("lower_quantization", "shorten_context", "route_to_remote");
    assertThat(answer.at("/advice/0/quantization").asText()).isEqualTo("Q6_K");
    long available = answer.at("/memory/available").asLong();
    assertThat(answer.at("/memory/needed").asLong()).isGreaterThan(available);
    assertThat(answer.at("/advice/0/needed").asLong()).isLessThanOrEqualTo(available);
    assertThat(answer.at("/advice/1/needed").asLong()).isLessThanOrEqualTo(available);
  }

  @Test
  void fit_farTooLittleMemory_leavesOnlyTheRemoteModel() throws IOException {
    CommandRun run =
        fit(model(PublishedModel.LLAMA_3_1_70B, Mix.Q4_K_M), "2048", "--ram", "8G", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(json(run).path("advice").findValuesAsText("do")).containsExactly("route_to_remote");
  }

  @Test
  void fit_samePhoneAndLaptop_phoneKeepsMoreForItself() throws IOException {
    Path model = model(PublishedModel.LLAMA_3_1_8B, Mix.Q4_K_M);

    assertThat(fit(model, "2048", "--ram", "8G", "--device", "edge-box").exitCode()).isZero();
    assertThat(fit(model, "2048", "--ram", "8G", "--device", "phone").exitCode()).isEqualTo(3);
  }

  @Test
  void fit_quantisedCache_needsLess() throws IOException {
    Path model = model(PublishedModel.LLAMA_3_1_8B, Mix.Q4_K_M);

    long whole = json(fit(model, "32768", "--json")).at("/memory/cache").asLong();
    long quarter =
        json(fit(model, "32768", "--cache-type", "q4_0", "--json")).at("/memory/cache").asLong();

    assertThat(quarter * 32).isEqualTo(whole * 9);
  }

  @ParameterizedTest
  @CsvSource({
    "mamba, block_count, the architecture 'mamba' is not modelled",
    "llama, ignored, its header does not say how many layers",
  })
  void fit_modelThatIsNotKnownEnough_cannotTell(String architecture, String key, String reason)
      throws IOException {
    byte[] header =
        new GgufBytes()
            .preamble(3, 1, 2)
            .text("general.architecture", architecture)
            .uint32(architecture + "." + key, 4)
            .tensor("weight", 0, 0, 8)
            .padTo(32)
            .raw(new byte[32])
            .toByteArray();

    CommandRun run = fit(Files.write(directory.resolve("odd.gguf"), header), "512", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode answer = json(run);
    assertThat(answer.path("answer").asText()).isEqualTo("cannot_tell");
    assertThat(answer.path("reason").asText()).startsWith(reason);
    assertThat(answer.path("memory").isNull()).isTrue();
  }

  @Test
  void fit_modelOnServer_isJudgedLikeTheFile() throws IOException {
    Path file = TinyModels.good();
    try (RangeServer server = new RangeServer(RangeServer.serving(Files.readAllBytes(file)))) {
      CommandRun remote =
          CommandRun.of(
              "fit", "--model", server.uri("/m.gguf").toString(), "--context", "256", "--json");

      assertThat(remote.exitCode()).as(remote.out()).isZero();
      assertThat(json(remote)).isEqualTo(json(fit(file, "256", "--json")));
    }
  }

  @Test
  void fit_contextBeyondTraining_cannotTell() throws IOException {
    CommandRun run = fit(model(PublishedModel.LLAMA_3_2_3B, Mix.Q8_0), "200000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("trained for 131072");
  }

  @Test
  void fit_addressThatNobodyAnswersOrOfAnotherProtocol_saysSo() {
    CommandRun silent = CommandRun.of("fit", "--model", "http://127.0.0.1:1/m", "--context", "64");
    CommandRun other = CommandRun.of("fit", "--model", "ftp://127.0.0.1/m", "--context", "64");

    assertThat(silent.err())
        .isEqualToIgnoringNewLines("probe: http://127.0.0.1:1/m: no server answers there");
    assertThat(other.err()).contains("only http and https addresses are read");
  }

  @Test
  void fit_missingFile_cannotTell() {
    CommandRun run = fit(directory.resolve("none.gguf"), "512");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "probe: " + directory.resolve("none.gguf") + ": there is no such file");
  }

  @ParameterizedTest
  @CsvSource({
    "--context, 15",
    "--context, x",
    "--ram, 8X",
    "--ram, -1",
    "--ram, 0",
    "--ram, 8",
    "--ram, 15M",
    "--ram, 99999999999999G",
    "--cache-type, q5_0",
    "--device, fridge",
  })
  void fit_wrongOption_isUsage(String option, String value) {
    CommandRun run =
        option.equals("--context")
            ? fit(directory.resolve("x.gguf"), value)
            : fit(directory.resolve("x.gguf"), "512", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(option, value);
  }

  @Test
  void fit_wordThatIsNone_namesEachThatThereIsOnce() {
    Path file = directory.resolve("x.gguf");

    assertThat(fit(file, "512", "--device", "fridge").err())
        .startsWith(
            "Invalid value for option '--device': 'fridge' is not one of phone, laptop,"
                + " workstation, edge-box\n");
    assertThat(fit(file, "512", "--cache-type", "Q8_0").err())
        .contains("'Q8_0' is not one of f16, q8_0, q4_0\n");
  }

  private Path model(PublishedModel model, Mix mix) throws IOException {
    return model.writeTo(directory, mix);
  }

  private static CommandRun fit(Path model, String context, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"fit", "--model", model.toString(), "--context", context},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandRun.of(arguments);
  }

  private static JsonNode json(CommandRun run) throws JsonProcessingException {
    return new ObjectMapper().readTree(run.out());
  }
}
