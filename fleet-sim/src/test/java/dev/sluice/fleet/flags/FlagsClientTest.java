package dev.sluice.fleet.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fleet.send.TestIngest;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlagsClientTest {
  private static final String FLAGS =
      """
      {"$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {
        "tiny": {
          "state": "ENABLED",
          "variants": {
            "candidate": {"name": "tiny", "version": "1.1.0", "report": true},
            "unobserved": {"name": "tiny", "version": "1.0.0", "report": false},
            "control": {"name": "tiny", "version": "1.0.0", "report": true}},
          "defaultVariant": "unobserved",
          "metadata": {"rollout": "tiny-1.1.0", "stagePercent": 10, "state": "RUNNING"}},
        "other": {
          "state": "ENABLED",
          "variants": {},
          "metadata": {"rollout": "other-2", "stagePercent": 100, "state": "COMPLETED"}}}}
      """;

  private final TestIngest server = new TestIngest();
  private final FlagsClient client = new FlagsClient(server.address());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void running_flagFile_onlyTheRolloutsThatRun() throws Exception {
    server.answering(200, FLAGS, "");

    assertThat(client.running())
        .containsExactly(new RunningRollout("tiny-1.1.0", "tiny", "1.0.0", "1.1.0", 10, false));
  }

  @Test
  void running_unchangedFile_sameRollouts() throws Exception {
    server.answering(200, FLAGS, "").answering(304, "", "");

    assertThat(client.running()).isEqualTo(client.running()).hasSize(1);
  }

  @Test
  void running_somethingElse_saysWhatCame() {
    server.answering(200, "<html>", "").answering(500, "", "");

    assertThatThrownBy(client::running)
        .isInstanceOf(GateUnreachableException.class)
        .hasMessageContaining("/v1/flags did not answer with a flag file");
    assertThatThrownBy(client::running).hasMessageContaining("/v1/flags answered 500");
  }

  @Test
  void running_nobodyThere_fails() {
    assertThatThrownBy(() -> new FlagsClient(URI.create("http://127.0.0.1:1")).running())
        .isInstanceOf(IOException.class);
  }
}
