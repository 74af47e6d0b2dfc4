package dev.sluice.ingest.senders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anybody may send; what an {@code Authorization} header says is not looked at. */
public final class OpenToAll implements SenderPolicy {
  private static final SenderVerdict YES = new SenderVerdict.MaySend(Allowance.UNLIMITED);

  @Override
  public SenderVerdict judge(@Nullable String authorization) {
    return YES;
  }

  @Override
  public List<String> challenges() {
    return List.of();
  }
}
