package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Delivery;
import java.util.Optional;

/** A device that shows no tokens. */
final class NoTokens implements TokenSupply {

  @Override
  public boolean isShort() {
    return false;
  }

  @Override
  public Optional<Delivery.Deferred> fetchOne() {
    return Optional.empty();
  }
}
