package dev.sluice.probe.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelIdentityTest {
  @TempDir private Path directory;

  @Test
  void sha256_knownBytes_isTheStandardsExample() throws IOException {
    Path file = Files.writeString(directory.resolve("abc"), "abc");

    assertThat(ModelDigest.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void of_soundFile_tellsNameVersionQuantizationAndFile() throws IOException {
    Path file = Files.write(directory.resolve("tiny-2.0.1-q8.gguf"), GgufBytes.soundFile());
    GgufModel model = ((GgufInspection.Sound) GgufReader.inspect(file)).model();

    ModelIdentity identity = ModelIdentity.of(file, model);

    assertThat(identity.name()).isEqualTo("tiny");
    assertThat(identity.version()).contains("2.0.1");
    assertThat(identity.quantization()).contains("Q8_0");
    assertThat(identity.file()).contains("tiny-2.0.1-q8.gguf");
    assertThat(identity.labelled("other", Optional.empty()).digest()).isEqualTo(identity.digest());
  }
}
