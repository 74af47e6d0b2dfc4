package dev.sluice.probe.tokens;

import dev.sluice.probe.send.Delivery;
import java.util.Optional;

/** A device that shows no tokens. */
final class NoTokens implements TokenSupply {

  @Override
  public Optional<TokenStanding> standing() {
    return Optional.empty();
  }

  @Override
  public Optional<Delivery.Deferred> fetchOne() {
    return Optional.empty();
  }
}
