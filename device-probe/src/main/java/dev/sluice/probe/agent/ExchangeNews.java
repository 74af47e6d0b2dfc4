package dev.sluice.probe.agent;

import java.util.Optional;

/**
 * What came of the exchange with servers, for a person.
 *
 * @param flags what came of asking for them last
 * @param tokens empty on a device that shows none
 */
record ExchangeNews(String flags, Optional<TokenOutlook> tokens) {}
