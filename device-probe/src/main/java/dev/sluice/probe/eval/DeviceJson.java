package dev.sluice.probe.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.observation.BatteryUse;
import dev.sluice.probe.observation.DecodeDrift;
import dev.sluice.probe.observation.DeviceObservation;
import dev.sluice.probe.observation.EnergyUse;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The device around a run, as the section {@code device} of the results. */
final class DeviceJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DeviceJson() {}

  static ObjectNode render(DeviceObservation device) {
    ObjectNode node = JSON.objectNode();
    node.set("energy", energy(device.energy()));
    node.set("battery", device.battery().map(DeviceJson::battery).orElseGet(JSON::nullNode));
    node.set("decodeDrift", device.drift().map(DeviceJson::drift).orElseGet(JSON::nullNode));
    node.set("throttleEvents", number(device.throttleEvents()));
    node.set("hottestCelsius", number(device.hottestCelsius()));
    node.set("before", state(device.before()));
    node.set("after", state(device.after()));
    return node;
  }

  private static ObjectNode energy(EnergyUse energy) {
    ObjectNode node = JSON.objectNode();
    node.put("method", energy.method().wireName());
    node.set("joulesPer1kTokens", number(energy.joulesPer1kTokens()));
    Optional<EnergyUse.Known> known =
        energy instanceof EnergyUse.Known k ? Optional.of(k) : Optional.empty();
    node.put("joulesAboveIdle", known.map(EnergyUse.Known::joules).orElse(null));
    node.set(
        "idleWatts", number(known.map(EnergyUse.Known::idleWatts).orElse(OptionalDouble.empty())));
    node.put("windowMillis", known.map(k -> (Double) (k.window().toNanos() / 1e6)).orElse(null));
    node.put("promptTokens", known.map(EnergyUse.Known::promptTokens).orElse(null));
    node.put("generatedTokens", known.map(EnergyUse.Known::generatedTokens).orElse(null));
    Optional<EnergyUse.Unknown> unknown =
        energy instanceof EnergyUse.Unknown u ? Optional.of(u) : Optional.empty();
    node.put("reason", unknown.map(EnergyUse.Unknown::reason).orElse(null));
    node.put("remedy", unknown.flatMap(EnergyUse.Unknown::remedy).orElse(null));
    return node;
  }

  private static JsonNode battery(BatteryUse battery) {
    return JSON.objectNode()
        .put("dropPpm", battery.dropPartsPerMillion())
        .put("dischargingMillis", battery.discharging().toNanos() / 1e6);
  }

  private static JsonNode drift(DecodeDrift drift) {
    return JSON.objectNode()
        .put("change", drift.change())
        .put("standardError", drift.standardError())
        .put("answers", drift.answers())
        .put("slowedDown", drift.slowedDown());
  }

  private static ObjectNode state(DeviceState state) {
    ObjectNode node = JSON.objectNode();
    node.put("externalPower", wireName(state.externalPower()));
    node.put("batteryPresent", state.batteryPresent().orElse(null));
    node.set("batteryFraction", number(state.batteryFraction()));
    node.put("discharging", state.discharging().orElse(null));
    node.put("powerSaver", state.powerSaver().orElse(null));
    node.set("hottestCelsius", number(state.hottestCelsius()));
    node.put("thermal", state.thermal().map(DeviceJson::wireName).orElse(null));
    node.set("loadAverage", number(state.loadAverage()));
    node.set("availableMemoryBytes", number(state.availableMemoryBytes()));
    node.set("processors", number(state.processors()));
    return node;
  }

  private static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? JSON.numberNode(value.getAsDouble()) : JSON.nullNode();
  }

  private static JsonNode number(OptionalLong value) {
    return value.isPresent() ? JSON.numberNode(value.getAsLong()) : JSON.nullNode();
  }

  private static JsonNode number(OptionalInt value) {
    return value.isPresent() ? JSON.numberNode(value.getAsInt()) : JSON.nullNode();
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
