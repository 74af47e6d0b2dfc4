package dev.sluice.probe.gguf;

import java.io.IOException;
import java.net.URI;

/**
 * Judges a model file on a server from its header, by HTTP range requests, before anything is
 * downloaded.
 */
public final class RemoteGguf {
  private RemoteGguf() {}

  /** Never throws for what a server may send; every defect is a value with a one-line message. */
  public static GgufInspection inspect(URI uri, RemoteLimits limits) {
    RangeClient client = new RangeClient(uri, limits);
    try (HttpRangeChannel channel = HttpRangeChannel.open(client, limits)) {
      return new GgufInspection.Sound(GgufReader.read(channel));
    } catch (MalformedGgufException e) {
      return new GgufInspection.Unusable(e.fault(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new GgufInspection.Unusable(GgufFault.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }
}
