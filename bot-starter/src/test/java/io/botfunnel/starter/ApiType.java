package io.botfunnel.starter;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A type of a module's public API, as lines of its listing: one for the type, then its members.
 * Types are sorted by name, members by their text; what a record or an enum always has is left out.
 */
record ApiType(Class<?> type) implements Comparable<ApiType> {
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])");
  private static final Pattern WORDS = Pattern.compile("\\b(?:public|abstract|default) ");
  private static final Set<String> OF_EVERY_VALUE = Set.of("equals", "hashCode", "toString");

  /** Whether other packages can name the type: it and all types around it are public. */
  static boolean isVisible(Class<?> type) {
    return Stream.<Class<?>>iterate(type, each -> each != null, Class::getEnclosingClass)
        .allMatch(each -> isVisible(each.getModifiers()) && !each.isAnonymousClass());
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  Stream<String> lines() {
    return Stream.concat(Stream.of(header()), members().sorted());
  }

  private String header() {
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    String parents = parents();
    return "%s %s%s".formatted(kind, type.getName(), parents.isEmpty() ? "" : " : " + parents);
  }

  private String parents() {
    Class<?> parent = type.getSuperclass();
    boolean says = parent != null && !parent.equals(Object.class) && !isValue();
    Stream<String> first = says ? Stream.of(parent.getSimpleName()) : Stream.of();
    Stream<String> rest = Arrays.stream(type.getGenericInterfaces()).map(each -> plain(each));
    return String.join(", ", Stream.concat(first, rest).toList());
  }

  private boolean isValue() {
    return type.isRecord() || type.isEnum();
  }

  private Stream<String> members() {
    Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    Stream<Method> methods = Arrays.stream(type.getDeclaredMethods()).filter(this::isOwn);
    return Stream.of(
            fields.filter(ApiType::isListed).map(Field::toGenericString),
            constructors.filter(ApiType::isListed).map(Executable::toGenericString),
            methods.filter(ApiType::isListed).map(Executable::toGenericString))
        .flatMap(each -> each)
        .map(each -> "  " + plain(each));
  }

  private static boolean isListed(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  /** Leaves out a bridge, and what the compiler gives to every record and enum. */
  private boolean isOwn(Method method) {
    boolean ofEveryEnum =
        type.isEnum()
            && Modifier.isStatic(method.getModifiers())
            && (method.getName().equals("values") || method.getName().equals("valueOf"));
    boolean ofEveryValue = isValue() && OF_EVERY_VALUE.contains(method.getName());
    return !method.isBridge() && !ofEveryEnum && !ofEveryValue;
  }

  private static String plain(Object described) {
    String text = described instanceof Class<?> one ? one.getName() : described.toString();
    return WORDS.matcher(PACKAGE.matcher(text).replaceAll("")).replaceAll("").replace('$', '.');
  }

  @Override
  public int compareTo(ApiType other) {
    return type.getName().compareTo(other.type.getName());
  }
}
