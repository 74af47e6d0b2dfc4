package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a model file holds, this JVM lives on and says in one line what is wrong. */
class CorruptModelIT {
  @TempDir private Path directory;

  @AfterEach
  void leaveNothing() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void open_filesBeyondUse_giveDistinctMessages() throws IOException {
    byte[] good = Files.readAllBytes(TinyModels.good());
    Set<String> messages = new HashSet<>();

    messages.add(refusal(directory.resolve("none.gguf")).reason());
    messages.add(refusal(directory).reason());
    messages.add(refusal(file(new byte[0])).reason());
    messages.add(refusal(file("<html>Not Found</html>".getBytes(ISO_8859_1))).reason());
    messages.add(refusal(file(Arrays.copyOf(good, 20))).reason());
    messages.add(refusal(file(Arrays.copyOf(good, good.length - 1))).reason());
    messages.add(refusal(file(withByte(good, 4, 9))).reason());
    messages.add(refusal(file(withByte(good, 15, 0x7f))).reason());
    messages.add(refusal(file(withByte(good, 23, 0x7f))).reason());

    assertThat(messages).hasSize(9).noneMatch(message -> message.contains("\n"));
  }

  @Test
  void open_truncatedAnywhere_isRefusedWithoutStartingAChild() throws IOException {
    byte[] good = Files.readAllBytes(TinyModels.good());

    for (int length = 1; length < good.length; length += 9_973) {
      assertThat(refusal(file(Arrays.copyOf(good, length))).kind())
          .as("first %d bytes", length)
          .isEqualTo(Kind.MODEL_FILE);
    }
  }

  @Test
  void open_unknownArchitecture_isNotSupported() throws IOException {
    Opening.Refused refused = refusal(file(replaced("llama", "qwen9")));

    assertThat(refused.kind()).isEqualTo(Kind.NOT_SUPPORTED);
    assertThat(refused.reason()).contains("b4916", "'qwen9'");
  }

  @Test
  void open_renamedTensor_isRefusedWithItsName() throws IOException {
    assertThat(refusal(file(replaced("output_norm.weight", "output_nurm.weight"))).reason())
        .contains("output_norm.weight");
  }

  @Test
  void open_weightsThatAreNotNumbers_areRefused() throws IOException {
    byte[] damaged = Files.readAllBytes(TinyModels.good());
    Arrays.fill(damaged, damaged.length - 100_000, damaged.length, (byte) 0xff);

    assertThat(refusal(file(damaged)).kind()).isEqualTo(Kind.MODEL_FILE);
  }

  private Opening.Refused refusal(Path model) {
    Opening opening = LlamaEngine.of(model, EngineSettings.forProcessors(2)).open();
    if (opening instanceof Opening.Opened opened) {
      opened.session().close();
    }
    assertThat(opening).isInstanceOf(Opening.Refused.class);
    return (Opening.Refused) opening;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("model.gguf"), content);
  }

  private static byte[] withByte(byte[] original, int position, int value) {
    byte[] changed = original.clone();
    changed[position] = (byte) value;
    return changed;
  }

  /** Replaces the first occurrence; both texts have the same length. */
  private static byte[] replaced(String from, String to) throws IOException {
    String content = new String(Files.readAllBytes(TinyModels.good()), ISO_8859_1);
    int at = content.indexOf(from);
    List<Integer> lengths = List.of(from.length(), to.length());
    assertThat(Set.copyOf(lengths)).hasSize(1);
    return (content.substring(0, at) + to + content.substring(at + from.length()))
        .getBytes(ISO_8859_1);
  }
}
