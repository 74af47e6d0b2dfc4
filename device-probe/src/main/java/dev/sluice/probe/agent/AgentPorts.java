package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.flags.remote.FlagSource;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.tokens.TokenSupply;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The world of an agent.
 *
 * @param clock may jump
 * @param zone of the owner's days and hours
 * @param nanoTime for durations
 * @param flags where rollouts are told
 * @param sender sends one report's bytes once, and never against the owner's choice
 * @param tokens where what is shown with reports is got ahead
 * @param admission what may run
 * @param threads that an engine computes with
 * @param energy counts what the device draws, from the moment at which it is asked for
 * @param observers watch the device during a run for a metric
 * @param randomness for noise and draws
 * @param randomBytes so many of them, for the seed
 * @param jitter uniform in [0, 1)
 * @param interrupter breaks off runs
 */
public record AgentPorts(
    InstantSource clock,
    ZoneId zone,
    LongSupplier nanoTime,
    Surroundings surroundings,
    FlagSource flags,
    Function<byte[], Delivery> sender,
    TokenSupply tokens,
    Engines engines,
    Admission admission,
    int threads,
    Supplier<RunningEnergy> energy,
    Function<Metric, DeviceObserver> observers,
    Randomness randomness,
    IntFunction<byte[]> randomBytes,
    DoubleSupplier jitter,
    RunInterrupter.Maker interrupter) {

  /** Its days and hours. */
  AgentClock days() {
    return new AgentClock(clock, zone);
  }
}
