package io.botfunnel.starter.console;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;

/** The records of a package, as the class files have them. */
public final class Records {
  private Records() {}

  public static List<Class<?>> of(String packageName) {
    return new ClassFileImporter()
        .importPackages(packageName).stream()
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }
}
