package dev.sluice.jobs.admission;

import dev.sluice.jobs.serialization.OpaqueTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how {@link AdmittedReport}s travel. */
public final class AdmittedReportTypeInfo extends TypeInfoFactory<AdmittedReport> {
  @Override
  public TypeInformation<AdmittedReport> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return new OpaqueTypeInfo<>(AdmittedReport.class, new AdmittedReportSerializer());
  }
}
