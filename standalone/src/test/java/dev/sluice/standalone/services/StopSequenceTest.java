package dev.sluice.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSequenceTest {
  private final List<String> stopped = new ArrayList<>();
  private final StopSequence sequence = new StopSequence();

  @Test
  void close_ofSeveralSteps_runsTheLatestFirst() {
    add("broker");
    add("database");
    add("job");

    sequence.close();

    assertThat(stopped).containsExactly("job", "database", "broker");
  }

  @Test
  void close_whenAStepFails_stillRunsTheOthers() {
    add("broker");
    sequence.add(
        "database",
        () -> {
          throw new IllegalStateException("does not stop");
        });
    add("job");

    sequence.close();

    assertThat(stopped).containsExactly("job", "broker");
  }

  @Test
  void close_again_runsNothingTwice() {
    add("broker");

    sequence.close();
    sequence.close();

    assertThat(stopped).containsExactly("broker");
  }

  @Test
  void add_afterClose_stopsTheLatecomer() {
    sequence.close();

    assertThatThrownBy(() -> add("broker")).isInstanceOf(IllegalStateException.class);
    assertThat(stopped).containsExactly("broker");
  }

  @Test
  void closeFromOutside_whileStarting_waitsForTheStepThatIsUnderWay() throws Exception {
    add("directory");
    Thread signal = new Thread(sequence::closeFromOutside);
    signal.start();
    while (!sequence.closed()) {
      Thread.onSpinWait();
    }

    assertThatThrownBy(() -> add("broker")).isInstanceOf(IllegalStateException.class);
    assertThat(stopped).containsExactly("broker");
    sequence.startEnded();
    signal.join();
    assertThat(stopped).containsExactly("broker", "directory");
  }

  private void add(String name) {
    sequence.add(name, () -> stopped.add(name));
  }
}
