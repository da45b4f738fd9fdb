package io.botfunnel.starter.console.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import java.time.Duration;
import java.time.Instant;

/** Adds the unit to the name of every time: {@code seenAt} becomes {@code seenAtMs}. */
final class TimesInMs extends PropertyNamingStrategy {
  private static final long serialVersionUID = 1L;

  @Override
  public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod getter, String name) {
    return named(getter, name);
  }

  @Override
  public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
    return named(field, name);
  }

  @Override
  public String nameForConstructorParameter(
      MapperConfig<?> config, AnnotatedParameter parameter, String name) {
    return named(parameter, name);
  }

  private static String named(AnnotatedMember member, String name) {
    Class<?> type = member.getRawType();
    return type == Instant.class || type == Duration.class ? name + "Ms" : name;
  }
}
