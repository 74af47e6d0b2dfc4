package dev.sluice.jobs.serialization;

import dev.sluice.privacy.mechanism.CellSums;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Lets records have a component of type {@link CellSums}, annotated with this factory. */
public final class CellSumsTypeInfo extends TypeInfoFactory<CellSums> {
  @Override
  public TypeInformation<CellSums> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return new OpaqueTypeInfo<>(CellSums.class, CellSumsSerializer.INSTANCE);
  }
}
