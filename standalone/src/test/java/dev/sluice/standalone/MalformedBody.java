package dev.sluice.standalone;

import java.util.Arrays;

/** What no ingest may take, each for a reason of its own. */
enum MalformedBody {
  CUT_SHORT(400, "wrong-length"),
  NO_MARKER(400, "not-single-object"),
  OF_ANOTHER_SCHEMA(400, "unknown-schema"),
  WITH_SECRETS_IN_THE_PADDING(400, "nonzero-padding"),
  FROM_LAST_YEAR(422, "day-too-old");

  private final int status;
  private final String reason;

  MalformedBody(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  byte[] of(TestFleet fleet) {
    byte[] body = this == FROM_LAST_YEAR ? fleet.oldReport() : fleet.reports(1).get(0);
    switch (this) {
      case CUT_SHORT -> body = Arrays.copyOf(body, body.length - 1);
      case NO_MARKER -> body[0] = 0;
      case OF_ANOTHER_SCHEMA -> body[5] ^= 1;
      case WITH_SECRETS_IN_THE_PADDING -> body[body.length - 1] = 1;
      case FROM_LAST_YEAR -> {}
    }
    return body;
  }
}
