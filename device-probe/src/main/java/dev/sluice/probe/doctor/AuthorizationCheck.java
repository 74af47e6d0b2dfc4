package dev.sluice.probe.doctor;

import dev.sluice.probe.reporting.AuthorizationOptions;
import dev.sluice.probe.tokens.TokenQuestion;
import dev.sluice.probe.tokens.TokenStanding;
import dev.sluice.probe.tokens.TokenTerms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the ingest wants to see is there: the credential can be read, tokens can be got, and some
 * are kept. No token is fetched, and the credential is shown to nobody.
 */
record AuthorizationCheck(
    AuthorizationOptions authorization, Optional<URI> ingest, Optional<Path> directory)
    implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "authorization";
  }

  @Override
  public Finding run() throws InterruptedException {
    if (ingest.isEmpty()) {
      return Finding.notChecked("no address was named (--ingest)");
    }
    try {
      if (authorization.credential(ingest.get()).isEmpty()) {
        return Finding.notChecked("nothing is shown with reports (--credential-file, --tokens)");
      }
    } catch (IOException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()), "who runs the ingest gives out the fleet's credential");
    }
    Optional<TokenTerms> terms = authorization.tokenTerms(ingest);
    return terms.isPresent()
        ? tokens(terms.get(), ingest.get())
        : Finding.ok("the credential can be read, and may go to this ingest");
  }

  private Finding tokens(TokenTerms terms, URI address) throws InterruptedException {
    try {
      Optional<String> objection = new TokenQuestion(address, terms, PATIENCE).objection();
      return objection.isPresent()
          ? Finding.problem(
              objection.get(),
              "hold --token-host and --token-key against the ingest's; reports wait meanwhile")
          : stock(terms);
    } catch (IOException e) {
      return Finding.problem(
          "no answer from %s that says which tokens it takes".formatted(address.getAuthority()),
          "check address, certificate and network; reports wait meanwhile");
    }
  }

  private Finding stock(TokenTerms terms) {
    if (directory.isEmpty()) {
      return Finding.ok("the ingest gives tokens for " + terms.host() + ", by a key that is sound");
    }
    try {
      TokenStanding standing = TokenStanding.of(directory.get(), terms);
      return standing.kept() == 0
          ? Finding.warning(
              standing.words() + "; the next report fetches one and shows it at once",
              "let the daemon run, or 'probe report' once more: a turn that sends nothing fetches")
          : Finding.ok(standing.words() + "; the ingest's key is sound");
    } catch (IOException e) {
      return Finding.problem(String.valueOf(e.getMessage()), "see the check of the data directory");
    }
  }
}
