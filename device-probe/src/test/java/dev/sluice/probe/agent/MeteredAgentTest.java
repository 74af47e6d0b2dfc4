package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.device.EnergyMeter;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run is charged with; this world's owner assumes 10 W. */
class MeteredAgentTest {
  @TempDir private Path directory;
  private AgentWorld world;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(directory);
  }

  @Test
  void spent_withoutAMeter_isTheTimeByTheAssumedWatts() throws IOException {
    assertThat(wattsOfARun()).isEqualTo(10);
  }

  @Test
  void spent_meterThatCounts_isWhatItCounts() throws IOException {
    meter(seconds -> new EnergyReading.Total(4 * seconds));

    assertThat(wattsOfARun()).isEqualTo(4);
  }

  /** A counter that stands still, or says what no device draws, is none. */
  @Test
  void spent_meterThatCannotBeRight_isTheTimeByTheAssumedWatts() throws IOException {
    meter(seconds -> new EnergyReading.Total(77));
    assertThat(wattsOfARun()).isEqualTo(10);
  }

  @Test
  void spent_meterThatSaysTooMuch_isTheTimeByTheAssumedWatts() throws IOException {
    meter(seconds -> new EnergyReading.Total(5_000 * seconds));

    assertThat(wattsOfARun()).isEqualTo(10);
  }

  /** What was counted stays counted. */
  @Test
  void spent_meterThatLosesCountMidway_isAssumedFromThereOn() throws IOException {
    meter(
        seconds ->
            seconds > 30
                ? new EnergyReading.Lost("it jumped")
                : new EnergyReading.Total(4 * seconds));

    assertThat(wattsOfARun()).isBetween(5.0, 9.0);
  }

  private double wattsOfARun() throws IOException {
    Agent agent = world.agent();
    new AgentLoop(agent, world.stop, line -> {}).runOnce();

    JsonNode spent = new ObjectMapper().readTree(world.status()).path("spentToday");
    assertThat(spent.path("seconds").asLong())
        .isEqualTo(world.engine.prompts.size() * world.answerTakes.toSeconds())
        .isGreaterThan(50);
    return spent.path("joules").asDouble() / spent.path("seconds").asDouble();
  }

  private void meter(DoubleFunction<EnergyReading> reading) {
    world.meters =
        (allowed, nanoClock) -> {
          assertThat(allowed).isEqualTo(Set.of(EnergyMethod.RAIL, EnergyMethod.RAPL));
          long begin = world.nanos;
          return new MeterFinding.Found(
              new Meter(() -> reading.apply((world.nanos - begin) / 1e9)));
        };
  }

  private record Meter(Supplier<EnergyReading> reading) implements EnergyMeter {
    @Override
    public EnergyMethod method() {
      return EnergyMethod.RAPL;
    }

    @Override
    public EnergyReading read() {
      return reading.get();
    }

    @Override
    public Duration idleWindow() {
      return Duration.ofSeconds(3);
    }

    @Override
    public Duration shortestRun() {
      return Duration.ofSeconds(1);
    }
  }
}
