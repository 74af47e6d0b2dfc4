package dev.sluice.fleet.day;

import dev.sluice.fleet.population.Seeds;
import dev.sluice.fleet.population.Seeds.Purpose;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.probe.assignment.Cohort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Collects the reports of one thread's devices into batches and sends them, faults included. Not
 * safe for use by several threads.
 */
final class Outbox {
  /** Reports a POST: large enough that HTTP costs little, small enough for any server's limit. */
  private static final int BATCH = 250;

  private final IngestClient ingest;
  private final Faults faults;
  private final Seeds seeds;
  private final long epochDay;
  private final List<byte[]> batch = new ArrayList<>(BATCH);
  private final List<byte[]> again = new ArrayList<>();
  private long candidates;
  private long controls;
  private DayTally tally = DayTally.NOTHING;

  Outbox(IngestClient ingest, Faults faults, Seeds seeds, long epochDay) {
    this.ingest = ingest;
    this.faults = faults;
    this.seeds = seeds;
    this.epochDay = epochDay;
  }

  /** Takes a report; sends when there are enough. */
  void add(int device, Cohort cohort, byte[] report) throws InterruptedException {
    if (cohort == Cohort.CANDIDATE) {
      candidates++;
    } else {
      controls++;
    }
    batch.add(report);
    if (seeds.uniform(Purpose.DUPLICATES, device, epochDay) < faults.duplicateRate()) {
      again.add(report);
    }
    if (seeds.uniform(Purpose.MALFORMED, device, epochDay) < faults.malformedRate()) {
      sendMalformed(device, report);
    }
    if (batch.size() == BATCH) {
      sendBatch();
    }
  }

  /** Sends what is left, then the duplicates of what was sent. */
  DayTally finish() throws InterruptedException {
    sendBatch();
    add(DayTally.ofRepeats(ingest.sendBatch(again)));
    add(DayTally.ofDevices(candidates, controls));
    again.clear();
    return tally;
  }

  private void sendBatch() throws InterruptedException {
    add(DayTally.ofAnswers(ingest.sendBatch(batch)));
    batch.clear();
  }

  /** A body that is no report: cut short, too long, of an unknown schema, or bytes at random. */
  private void sendMalformed(int device, byte[] report) throws InterruptedException {
    SplittableRandom random = seeds.stream(Purpose.MALFORMED, device, ~epochDay);
    byte[] body =
        switch (random.nextInt(4)) {
          case 0 -> Arrays.copyOf(report, random.nextInt(1, report.length));
          case 1 -> Arrays.copyOf(report, report.length + random.nextInt(1, 64));
          case 2 -> withOtherFingerprint(report);
          default -> randomBytes(random, report.length);
        };
    add(DayTally.ofMalformed(ingest.sendOne(body)));
  }

  private static byte[] withOtherFingerprint(byte[] report) {
    byte[] body = report.clone();
    body[2] ^= 0x55;
    return body;
  }

  private static byte[] randomBytes(SplittableRandom random, int length) {
    byte[] body = new byte[length];
    random.nextBytes(body);
    body[0] = 0; // never a report by chance
    return body;
  }

  private void add(DayTally more) {
    tally = tally.plus(more);
  }
}
