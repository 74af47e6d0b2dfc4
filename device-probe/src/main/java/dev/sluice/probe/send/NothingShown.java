package dev.sluice.probe.send;

import java.util.Optional;

/** For servers that take reports from anybody. */
final class NothingShown implements ReportAuthorization {

  @Override
  public Showing show(byte[] report) {
    return new Showing.Header(Optional.empty());
  }

  @Override
  public Delivery.Deferred refused(byte[] report, Optional<String> problem) {
    return new Delivery.Deferred("the server wants a credential (401)");
  }

  @Override
  public void settled(byte[] report) {
    // Nothing was kept for it.
  }
}
