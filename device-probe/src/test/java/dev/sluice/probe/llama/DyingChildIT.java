package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child that dies of a request takes no answer along that it had before. */
class DyingChildIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ChildReply READY = new ChildReply.Ready();
  private static final ChildReply ANSWER = new ChildReply.Answered("done", 1, 2);

  @Test
  @Timeout(120)
  void await_childDiedBeforeItToldWhatItKept_getsThat() throws IOException, InterruptedException {
    try (ChildProcess child = ChildProcess.start(KeepsAndDies.class, OptionalLong.empty())) {
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Replied(READY));
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Replied(ANSWER));
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Ended());
    }
  }

  @Test
  @Timeout(120)
  void await_childDiedAfterItToldWhatItKept_getsThatOnce()
      throws IOException, InterruptedException {
    try (ChildProcess child = ChildProcess.start(TellsAndDies.class, OptionalLong.empty())) {
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Replied(READY));
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Replied(ANSWER));
      assertThat(child.await(PATIENCE)).isEqualTo(new ChildProcess.Event.Ended());
    }
  }

  static final class KeepsAndDies {
    public static void main(String[] arguments) throws IOException {
      Replies replies = Replies.ofThisChild();
      replies.tell(READY);
      replies.keep(ANSWER);
      Runtime.getRuntime().halt(134);
    }
  }

  static final class TellsAndDies {
    public static void main(String[] arguments) throws IOException {
      Replies replies = Replies.ofThisChild();
      replies.tell(READY);
      replies.keep(ANSWER);
      replies.tellKept();
      Runtime.getRuntime().halt(134);
    }
  }
}
