package dev.sluice.jobs.serialization;

import dev.sluice.privacy.mechanism.Mechanism;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Lets records have a component of type {@link Mechanism}, annotated with this factory. */
public final class MechanismTypeInfo extends TypeInfoFactory<Mechanism> {
  @Override
  public TypeInformation<Mechanism> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return new OpaqueTypeInfo<>(Mechanism.class, MechanismSerializer.INSTANCE);
  }
}
