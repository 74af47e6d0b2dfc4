package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.probe.engine.LogLikelihood;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProtocolTest {

  static List<ChildRequest> requests() {
    return List.of(
        new ChildRequest.Load("/models/ä b.gguf", 1, 256, 128, "f16"),
        new ChildRequest.Complete(
            "line one\nline two \0 \u2028 🙂\n", 32, List.of("</s>", "\n"), 60_000),
        new ChildRequest.Score("a ü", List.of("yes", " no\n"), 60_000),
        new ChildRequest.Complete("x", 1, List.of(), 1));
  }

  static List<ChildReply> replies() {
    return List.of(
        new ChildReply.Ready(),
        new ChildReply.NoLibrary("libgomp.so.1: cannot open"),
        new ChildReply.Loaded(5),
        new ChildReply.NotLoaded("no"),
        new ChildReply.Answered("@sluice QUJD\n🙂", 3, 4),
        new ChildReply.Answered("", 3, 4),
        new ChildReply.Scored(List.of(new LogLikelihood(-0.25, 1), new LogLikelihood(-1e9, 7)), 9),
        new ChildReply.DeadlinePassed(),
        new ChildReply.Declined("too long"),
        new ChildReply.Rejected("no slot"),
        new ChildReply.OutOfHeap());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void decodeRequest_encoded_isTheSame(ChildRequest request) throws IOException {
    String line = ChildProtocol.encode(request);

    assertThat(line).doesNotContain("\n");
    assertThat(ChildProtocol.decodeRequest(line)).contains(request);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void decodeReply_encoded_isTheSame(ChildReply reply) throws IOException {
    String line = ChildProtocol.encode(reply);

    assertThat(line).doesNotContain("\n");
    assertThat(ChildProtocol.decodeReply(line)).contains(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Extracted 'libjllama.so'", "ggml: @sluice UQ==", "@sluic"})
  void decodeReply_noiseOfNativeCode_isPassedOver(String line) throws IOException {
    assertThat(ChildProtocol.decodeReply(line)).isEmpty();
  }

  @Test
  void decodeReply_damagedMessage_isAnError() {
    byte[] hugeText = {'N', 0x7f, 0x7f, 0x7f, 0x7f, 'x'};

    assertThatThrownBy(() -> ChildProtocol.decodeReply("@sluice ?"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ChildProtocol.decodeReply("@sluice UQ=="))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                ChildProtocol.decodeReply(
                    "@sluice " + Base64.getEncoder().encodeToString(hugeText)))
        .isInstanceOf(IOException.class);
  }
}
