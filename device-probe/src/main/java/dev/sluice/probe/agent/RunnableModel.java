package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.schemas.ReportedModel;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** A model that is there, and its engine, which is there too. */
record RunnableModel(ModelShelf.Shelved shelved, Engine engine) {

  InstalledModel model() {
    return shelved.model();
  }

  ModelIdentity identity() {
    return shelved.identity();
  }

  OptionalLong neededMemoryBytes() {
    return shelved.neededMemoryBytes();
  }

  boolean isServed() {
    return model().server().isPresent();
  }

  boolean isOnThisDevice() {
    return model().deployment() == Deployment.DEVICE;
  }

  /** As what it goes into reports. */
  ReportedModel reported() {
    return WireIdentity.of(identity(), engine.build());
  }

  /** Whether a difference between the two is one between versions, and not between engines. */
  boolean isComparableWith(RunnableModel other) {
    return engine.build().equals(other.engine().build()) && host().equals(other.host());
  }

  private Optional<String> host() {
    return model().server().map(ServedModel::address).map(at -> at.base()).map(URI::getHost);
  }
}
