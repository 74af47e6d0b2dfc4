package dev.sluice.probe.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufReaderTest {
  @TempDir private Path directory;

  @Test
  void inspect_soundFile_describesModel() throws IOException {
    GgufInspection inspection = inspect(GgufBytes.soundFile());

    assertThat(inspection).isInstanceOf(GgufInspection.Sound.class);
    GgufModel model = ((GgufInspection.Sound) inspection).model();
    assertThat(model.formatVersion()).isEqualTo(3);
    assertThat(model.architecture()).isEqualTo("llama");
    assertThat(model.name()).contains("test model");
    assertThat(model.quantization()).contains("Q8_0");
    assertThat(model.contextLength()).hasValue(256);
    assertThat(model.tensorCount()).isEqualTo(1);
    assertThat(model.tensorBytes()).isEqualTo(32);
  }

  @Test
  void inspect_dimensions_areReadAsStated() throws IOException {
    byte[] file =
        new GgufBytes()
            .preamble(3, 2, 6)
            .text("general.architecture", "llama")
            .uint32("llama.block_count", 2)
            .uint32("llama.embedding_length", -1)
            .string("llama.attention.head_count_kv")
            .int32(9)
            .int32(5)
            .int64(2)
            .int32(4)
            .int32(-2)
            .text("llama.attention.key_length", "wide")
            .stringArray("tokenizer.ggml.tokens", "a", "b", "c")
            .tensor("token_embd.weight", 2, 0, 32, 8)
            .tensor("norm", 0, 160, 8)
            .padTo(32)
            .raw(new byte[192])
            .toByteArray();

    GgufModel model = ((GgufInspection.Sound) inspect(file)).model();

    Hyperparameters stated = model.hyperparameters();
    assertThat(stated.blockCount()).hasValue(2);
    assertThat(stated.embeddingLength()).hasValue(0);
    assertThat(stated.keyValueHeadCounts()).containsExactly(4, 0);
    assertThat(stated.headCounts()).isEmpty();
    assertThat(stated.keyLength()).isEmpty();
    assertThat(stated.vocabularySize()).hasValue(3);
    assertThat(model.weightCount()).isEqualTo(264);
    assertThat(model.repackableBytes()).as("the tied embedding").isEqualTo(8 * 18);
  }

  @Test
  void inspect_missingFile_saysSo() {
    assertUnusable(
        GgufReader.inspect(directory.resolve("none.gguf")), GgufFault.MISSING, "no such file");
  }

  @Test
  void inspect_directory_saysSo() {
    assertUnusable(GgufReader.inspect(directory), GgufFault.NOT_A_FILE, "not a regular file");
  }

  /** A file of the kernel that can be opened, has a size, and fails when it is read. */
  @Test
  void inspect_readThatFails_isWhatTheSystemSays() {
    Path failing = Path.of("/sys/class/net/lo/speed");
    assumeTrue(Files.isRegularFile(failing));

    GgufInspection.Unusable unusable = (GgufInspection.Unusable) GgufReader.inspect(failing);

    assertThat(unusable.fault()).isEqualTo(GgufFault.UNREADABLE);
    assertThat(unusable.message()).startsWith("reading it failed: ").doesNotContain("Exception");
  }

  @Test
  void inspect_emptyFile_saysSo() throws IOException {
    assertUnusable(inspect(new byte[0]), GgufFault.EMPTY, "empty");
  }

  @Test
  void inspect_text_isNotGguf() throws IOException {
    assertUnusable(inspect("Not Found\n".getBytes(UTF_8)), GgufFault.NOT_GGUF, "not a GGUF file");
  }

  @Test
  void inspect_twoBytes_isNotGguf() throws IOException {
    assertUnusable(inspect("GG".getBytes(UTF_8)), GgufFault.NOT_GGUF, "not a GGUF file");
  }

  @Test
  void inspect_versionOne_isUnsupported() throws IOException {
    assertUnusable(
        inspect(new GgufBytes().preamble(1, 1, 0).toByteArray()),
        GgufFault.UNSUPPORTED,
        "GGUF version 1");
  }

  @Test
  void inspect_bigEndian_isUnsupported() throws IOException {
    assertUnusable(
        inspect(new GgufBytes().preamble(Integer.reverseBytes(3), 1, 0).toByteArray()),
        GgufFault.UNSUPPORTED,
        "big-endian");
  }

  @Test
  void inspect_anyTruncation_isUnusable() throws IOException {
    byte[] whole = GgufBytes.soundFile();

    for (int length = 4; length < whole.length; length++) {
      GgufInspection inspection = inspect(Arrays.copyOf(whole, length));

      assertThat(inspection)
          .as("first %d bytes", length)
          .isInstanceOf(GgufInspection.Unusable.class);
      assertThat(((GgufInspection.Unusable) inspection).fault())
          .as("first %d bytes", length)
          .isIn(GgufFault.TRUNCATED, GgufFault.CORRUPT);
    }
  }

  @Test
  void inspect_cutInsideWeights_namesBothSizes() throws IOException {
    byte[] whole = GgufBytes.soundFile();

    assertUnusable(
        inspect(Arrays.copyOf(whole, whole.length - 1)),
        GgufFault.TRUNCATED,
        "it has %d bytes, its tensors need %d".formatted(whole.length - 1, whole.length));
  }

  @Test
  void inspect_absurdCounts_areCorruptAndCheap() throws IOException {
    assertUnusable(
        inspect(new GgufBytes().preamble(3, 1, Long.MAX_VALUE).raw(new byte[64]).toByteArray()),
        GgufFault.CORRUPT,
        "metadata entries");
    assertUnusable(
        inspect(
            new GgufBytes()
                .preamble(3, -1, 1)
                .text("general.architecture", "llama")
                .raw(new byte[64])
                .toByteArray()),
        GgufFault.CORRUPT,
        "announces 18446744073709551615 tensors");
  }

  @Test
  void inspect_absurdStringLength_isUnusable() throws IOException {
    assertUnusable(
        inspect(
            new GgufBytes()
                .preamble(3, 1, 1)
                .int64(Long.MAX_VALUE)
                .raw(new byte[64])
                .toByteArray()),
        GgufFault.CORRUPT,
        "a metadata key");
  }

  @Test
  void inspect_absurdArray_isCorrupt() throws IOException {
    byte[] file =
        new GgufBytes()
            .preamble(3, 1, 1)
            .string("tokens")
            .int32(9)
            .int32(8)
            .int64(1L << 40)
            .raw(new byte[64])
            .toByteArray();

    assertUnusable(inspect(file), GgufFault.CORRUPT, "array in metadata 'tokens'");
  }

  @Test
  void inspect_deeplyNestedArrays_areCorrupt() throws IOException {
    GgufBytes file = new GgufBytes().preamble(3, 1, 1).string("deep").int32(9);
    for (int depth = 0; depth < 100; depth++) {
      file.int32(9).int64(1);
    }

    assertUnusable(inspect(file.raw(new byte[64]).toByteArray()), GgufFault.CORRUPT, "deeper");
  }

  @Test
  void inspect_overflowingTensor_isCorrupt() throws IOException {
    assertUnusable(
        inspect(withTensor(0, 0, Long.MAX_VALUE, Long.MAX_VALUE)), GgufFault.CORRUPT, "absurdly");
    assertUnusable(inspect(withTensor(0, Long.MAX_VALUE, 8)), GgufFault.CORRUPT, "absurdly");
  }

  @Test
  void inspect_rowsOfPartBlocks_areCorrupt() throws IOException {
    assertUnusable(inspect(withTensor(8, 0, 33)), GgufFault.CORRUPT, "blocks of 32");
  }

  @Test
  void inspect_zeroDimension_isCorrupt() throws IOException {
    assertUnusable(inspect(withTensor(0, 0, 0)), GgufFault.CORRUPT, "dimension of 0");
  }

  @Test
  void inspect_unknownTensorType_isUnsupported() throws IOException {
    assertUnusable(inspect(withTensor(99, 0, 8)), GgufFault.UNSUPPORTED, "unknown format 99");
  }

  @Test
  void inspect_loraAdapter_isNotAModel() throws IOException {
    byte[] file =
        new GgufBytes()
            .preamble(3, 0, 2)
            .text("general.architecture", "llama")
            .text("general.type", "adapter")
            .toByteArray();

    assertUnusable(inspect(file), GgufFault.NOT_A_MODEL, "'adapter'");
  }

  @Test
  void inspect_noTensors_isNotAModel() throws IOException {
    byte[] file =
        new GgufBytes().preamble(3, 0, 1).text("general.architecture", "llama").toByteArray();

    assertUnusable(inspect(file), GgufFault.NOT_A_MODEL, "no tensors");
  }

  @Test
  void inspect_noArchitecture_isCorrupt() throws IOException {
    byte[] file = new GgufBytes().preamble(3, 0, 1).text("general.name", "x").toByteArray();

    assertUnusable(inspect(file), GgufFault.CORRUPT, "architecture");
  }

  @Test
  void inspect_badAlignment_isCorrupt() throws IOException {
    byte[] file =
        new GgufBytes()
            .preamble(3, 1, 2)
            .text("general.architecture", "llama")
            .uint32("general.alignment", 3)
            .tensor("weight", 0, 0, 8)
            .padTo(32)
            .raw(new byte[32])
            .toByteArray();

    assertUnusable(inspect(file), GgufFault.CORRUPT, "power of two, was 3");
  }

  /** Seeded; a failure names the seed in its description. */
  @Test
  void inspect_randomlyDamagedFile_neverThrows() throws IOException {
    byte[] whole = GgufBytes.soundFile();
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }

      assertThat(inspect(damaged)).as("seed %d", seed).isNotNull();
    }
  }

  @Test
  void inspect_messageWithHostileName_isPrintable() throws IOException {
    byte[] file =
        new GgufBytes()
            .preamble(3, 1, 1)
            .text("general.architecture", "llama")
            .tensor("\u001b[2Jevil\n", 0, 0, 0)
            .toByteArray();

    GgufInspection.Unusable unusable = (GgufInspection.Unusable) inspect(file);

    assertThat(unusable.message()).contains("?[2Jevil?").doesNotContain("\u001b", "\n");
  }

  private static byte[] withTensor(int type, long offset, long... dimensions) {
    return new GgufBytes()
        .preamble(3, 1, 1)
        .text("general.architecture", "llama")
        .tensor("weight", type, offset, dimensions)
        .padTo(32)
        .raw(new byte[64])
        .toByteArray();
  }

  private GgufInspection inspect(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("model.gguf"), content);
    return GgufReader.inspect(file);
  }

  private static void assertUnusable(GgufInspection inspection, GgufFault fault, String message) {
    assertThat(inspection).isInstanceOf(GgufInspection.Unusable.class);
    GgufInspection.Unusable unusable = (GgufInspection.Unusable) inspection;
    assertThat(unusable.fault()).as(unusable.message()).isEqualTo(fault);
    assertThat(unusable.message()).contains(message).doesNotContain("\n");
  }
}
