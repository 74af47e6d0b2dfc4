package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepliesTest {
  private static final ChildReply FIRST = new ChildReply.Answered("first", 1, 2);
  private static final ChildReply SECOND = new ChildReply.Answered("second\n", 3, 4);
  private static final ChildReply LONG = new ChildReply.Answered("x".repeat(40_000), 3, 4);

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Replies replies;

  @BeforeEach
  void open() {
    replies = new Replies(out, KeptReply.in(new PrivateDirectory(directory)));
  }

  @Test
  void tell_reply_isTold() throws IOException {
    replies.tell(FIRST);

    assertThat(told()).containsExactly(FIRST);
  }

  @Test
  void keep_reply_isKeptAndNotTold() throws IOException {
    replies.tell(FIRST);
    replies.keep(SECOND);

    assertThat(told()).containsExactly(FIRST);
    assertThat(kept(2)).contains(SECOND);
  }

  @Test
  void tellKept_kept_isToldOnce() throws IOException {
    replies.keep(FIRST);
    replies.tellKept();
    replies.tellKept();

    assertThat(told()).containsExactly(FIRST);
  }

  @Test
  void tell_somethingKept_tellsThatFirst() throws IOException {
    replies.keep(FIRST);
    replies.tell(SECOND);

    assertThat(told()).containsExactly(FIRST, SECOND);
  }

  @Test
  void keep_somethingKept_tellsThatFirst() throws IOException {
    replies.keep(FIRST);
    replies.keep(SECOND);

    assertThat(told()).containsExactly(FIRST);
    assertThat(kept(2)).contains(SECOND);
  }

  @Test
  void keep_tooLongToKeep_isToldAtOnce() throws IOException {
    replies.keep(LONG);
    replies.tellKept();

    assertThat(told()).containsExactly(LONG);
  }

  private List<ChildReply> told() {
    return out.toString(US_ASCII).lines().filter(line -> !line.isEmpty()).map(this::read).toList();
  }

  private ChildReply read(String line) {
    try {
      return ChildProtocol.decodeReply(line).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ChildReply> kept(int number) throws IOException {
    Optional<byte[]> bytes = KeptReply.in(new PrivateDirectory(directory)).read(number);
    return bytes.isPresent()
        ? Optional.of(ChildProtocol.decodeReply(bytes.get()))
        : Optional.empty();
  }
}
