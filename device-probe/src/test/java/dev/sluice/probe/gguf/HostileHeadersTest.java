package dev.sluice.probe.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that no engine should ever see: each is refused with a message of its own. */
class HostileHeadersTest {
  private static final int UINT32 = 4;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int Q8_0 = 8;

  @TempDir private Path directory;

  @Test
  void inspect_everyHostileHeader_hasItsOwnMessage() throws IOException {
    Map<String, String> namesByMessage = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> hostile : hostileHeaders().entrySet()) {
      String name = hostile.getKey();
      Path file = Files.write(directory.resolve("model.gguf"), hostile.getValue());

      GgufInspection inspection = GgufReader.inspect(file);

      assertThat(inspection).as(name).isInstanceOf(GgufInspection.Unusable.class);
      String message = ((GgufInspection.Unusable) inspection).message();
      assertThat(message).as(name).matches("[\\x20-\\x7e]{10,200}");
      assertThat(namesByMessage.put(message, name)).as("%s: %s", name, message).isNull();
    }
    assertThat(namesByMessage).hasSizeGreaterThanOrEqualTo(30);
  }

  private static Map<String, byte[]> hostileHeaders() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    addWrongFiles(files);
    addWrongMetadata(files);
    addWrongTensors(files);
    return files;
  }

  private static void addWrongFiles(Map<String, byte[]> files) {
    byte[] sound = GgufBytes.soundFile();
    files.put("empty", new byte[0]);
    files.put("page of a web server", "<html>Not Found</html>".getBytes(UTF_8));
    files.put("version 1", new GgufBytes().preamble(1, 1, 1).toByteArray());
    files.put("version 9", new GgufBytes().preamble(9, 1, 1).toByteArray());
    files.put("version -1", new GgufBytes().preamble(-1, 1, 1).toByteArray());
    files.put("big-endian", new GgufBytes().preamble(3 << 24, 1, 1).toByteArray());
    files.put("cut inside counts", Arrays.copyOf(sound, 20));
    files.put("cut inside metadata", Arrays.copyOf(sound, 90));
    files.put("cut inside weights", Arrays.copyOf(sound, sound.length - 1));
    files.put("no tensors", llama(0, 0).toByteArray());
  }

  private static void addWrongMetadata(Map<String, byte[]> files) {
    byte[] rest = new byte[64];
    files.put("entries without end", new GgufBytes().preamble(3, 1, -1).raw(rest).toByteArray());
    files.put("a million entries", new GgufBytes().preamble(3, 1, 1 << 20).raw(rest).toByteArray());
    files.put(
        "endless key", new GgufBytes().preamble(3, 1, 1).int64(1L << 60).raw(rest).toByteArray());
    files.put("negative key", new GgufBytes().preamble(3, 1, 1).int64(-1).raw(rest).toByteArray());
    files.put("negative text", entry("name", STRING).int64(-1).raw(rest).toByteArray());
    files.put("unknown value type", entry("name", 13).raw(rest).toByteArray());
    files.put("negative value type", entry("name", -1).raw(rest).toByteArray());
    files.put("unknown element type", entry("list", ARRAY).int32(77).raw(rest).toByteArray());
    files.put(
        "array without end",
        entry("ids", ARRAY).int32(UINT32).int64(1L << 40).raw(rest).toByteArray());
    files.put(
        "negative array", entry("tokens", ARRAY).int32(STRING).int64(-1).raw(rest).toByteArray());
    GgufBytes nested = entry("nested", ARRAY);
    for (int depth = 0; depth < 100; depth++) {
      nested.int32(ARRAY).int64(1);
    }
    files.put("nested arrays", nested.raw(rest).toByteArray());
    files.put("no architecture", new GgufBytes().preamble(3, 0, 1).text("a", "b").toByteArray());
    files.put("adapter", llama(0, 1).text("general.type", "adapter").toByteArray());
    files.put("projector", llama(0, 1).text("general.type", "mmproj\n\u001b[2J").toByteArray());
    files.put("part of a split", llama(0, 1).uint32("split.count", 3).toByteArray());
    files.put("no layers", llama(0, 1).uint32("llama.block_count", 0).toByteArray());
    files.put("alignment 0", llama(0, 1).uint32("general.alignment", 0).toByteArray());
    files.put("alignment 3", llama(0, 1).uint32("general.alignment", 3).toByteArray());
    files.put("alignment 2 GiB", llama(0, 1).uint32("general.alignment", 1 << 31).toByteArray());
  }

  private static void addWrongTensors(Map<String, byte[]> files) {
    long huge = Long.MAX_VALUE;
    byte[] rest = new byte[64];
    files.put("tensors without end", llama(-1, 0).raw(rest).toByteArray());
    files.put("a million tensors", llama(1 << 20, 0).raw(rest).toByteArray());
    files.put("endless name", llama(1, 0).int64(1L << 40).raw(rest).toByteArray());
    files.put("five dimensions", tensor("five", 0, 0, 1, 1, 1, 1, 1));
    files.put("empty dimension", tensor("hollow", 0, 0, 0));
    files.put("negative dimension", tensor("negative", 0, 0, -8));
    files.put("overflowing size", tensor("wide", 0, 0, huge, huge));
    files.put("overflowing end", tensor("far", 0, huge, 8));
    files.put("negative offset", tensor("before", 0, -32, 8));
    files.put("gap", tensor("late", 0, 32, 8));
    files.put("unaligned", tensor("crooked", 0, 4, 8));
    files.put("half a block", tensor("half", Q8_0, 0, 33));
    files.put("unknown format", tensor("new", 99, 0, 8));
    files.put("dropped format", tensor("old", 4, 0, 32));
    files.put(
        "tensor twice",
        llama(2, 0).tensor("a", 0, 0, 8).tensor("a", 0, 32, 8).raw(rest).toByteArray());
    files.put("weights of a terabyte", tensor("big", 0, 0, 1L << 38));
  }

  private static GgufBytes llama(long tensors, long moreEntries) {
    return new GgufBytes()
        .preamble(3, tensors, 1 + moreEntries)
        .text("general.architecture", "llama");
  }

  private static GgufBytes entry(String key, int type) {
    return new GgufBytes().preamble(3, 1, 1).string(key).int32(type);
  }

  private static byte[] tensor(String name, int type, long offset, long... dimensions) {
    return llama(1, 0).tensor(name, type, offset, dimensions).raw(new byte[64]).toByteArray();
  }
}
