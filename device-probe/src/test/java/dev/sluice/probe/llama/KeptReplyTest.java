package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReplyTest {
  private static final byte[] REPLY = "an answer".getBytes(UTF_8);

  @TempDir private Path directory;

  private KeptReply child;
  private KeptReply parent;

  @BeforeEach
  void bothSides() {
    child = KeptReply.in(new PrivateDirectory(directory));
    parent = KeptReply.in(new PrivateDirectory(directory));
  }

  @Test
  void read_kept_isTheReply() throws IOException {
    assertThat(child.keep(7, REPLY)).isTrue();

    assertThat(parent.read(7)).contains(REPLY);
  }

  @Test
  void read_shorterOneAfterLonger_isTheShorter() throws IOException {
    child.keep(7, "a longer answer".getBytes(UTF_8));
    child.keep(8, REPLY);

    assertThat(parent.read(8)).contains(REPLY);
  }

  @Test
  void read_otherNumber_isEmpty() throws IOException {
    child.keep(7, REPLY);

    assertThat(parent.read(6)).isEmpty();
    assertThat(parent.read(8)).isEmpty();
  }

  @Test
  void read_nothingKept_isEmpty() throws IOException {
    assertThat(parent.read(1)).isEmpty();
  }

  @Test
  void read_halfWritten_isEmpty() throws IOException {
    child.keep(7, REPLY);
    Path file = directory.resolve("reply");
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);

    assertThat(parent.read(7)).isEmpty();
  }

  @Test
  void read_lengthBeyondTheFile_isEmpty() throws IOException {
    child.keep(7, REPLY);
    Path file = directory.resolve("reply");
    byte[] bytes = Files.readAllBytes(file);
    bytes[4] = 0x7f;
    Files.write(file, bytes);

    assertThat(parent.read(7)).isEmpty();
  }

  @Test
  void keep_longReply_isRefused() throws IOException {
    assertThat(child.keep(7, new byte[32 * 1024 + 1])).isFalse();
    assertThat(child.keep(7, new byte[32 * 1024])).isTrue();

    assertThat(parent.read(7)).contains(new byte[32 * 1024]);
  }

  @Test
  void keep_directoryGone_isRefused() throws IOException {
    Files.delete(directory);

    assertThat(child.keep(7, REPLY)).isFalse();

    Files.createDirectory(directory);
  }
}
