package dev.sluice.standalone.bench;

import dev.sluice.standalone.bench.gateway.GatewayStudy;
import dev.sluice.standalone.bench.gateway.OverloadStudy;
import dev.sluice.standalone.bench.job.DevicesStudy;
import dev.sluice.standalone.bench.job.JobStudy;
import dev.sluice.standalone.bench.job.StateStudy;
import dev.sluice.standalone.bench.job.VersionsStudy;
import dev.sluice.standalone.bench.recovery.RecoveryStudy;
import dev.sluice.standalone.bench.size.SizeStudy;
import dev.sluice.standalone.bench.study.Study;
import java.util.List;

/** Everything that can be measured, in the order in which it is. */
final class Studies {
  private Studies() {}

  static List<Study> all() {
    return List.of(
        new GatewayStudy(),
        new JobStudy(),
        new SizeStudy(),
        new StateStudy(),
        new DevicesStudy(),
        new VersionsStudy(),
        new OverloadStudy(),
        new RecoveryStudy());
  }

  static List<String> names() {
    return all().stream().map(Study::id).toList();
  }
}
