package dev.sluice.ingest.senders;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sender may show its fleet's credential or a token, whichever it has.
 *
 * @param fleets who may send by a credential
 * @param tokens who may send by a token
 */
public record FleetsOrTokens(FleetSenders fleets, TokenSenders tokens) implements SenderPolicy {

  @Override
  public SenderVerdict judge(@Nullable String authorization) {
    String scheme = TokenSenders.SCHEME;
    return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? tokens.judge(authorization)
        : fleets.judge(authorization);
  }

  @Override
  public List<String> challenges() {
    return Stream.concat(tokens.challenges().stream(), fleets.challenges().stream()).toList();
  }
}
