package io.hv.testkit.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What a test class says by annotations, and those that enclose it. */
final class Declared {

    private final HvTest hvTest;
    /** The nearest first. */
    private final List<Class<?>> classes;

    private Declared(HvTest hvTest, List<Class<?>> classes) {
        this.hvTest = hvTest;
        this.classes = classes;
    }

    static Declared of(ExtensionContext context) {
        Class<?> own = context.getRequiredTestClass();
        List<Class<?>> enclosing = context.getEnclosingTestClasses();
        HvTest hvTest = AnnotationSupport.findAnnotation(own, HvTest.class, enclosing)
                .orElseThrow(
                        () -> new ExtensionConfigurationException(own.getName() + " is not annotated with @HvTest"));
        List<Class<?>> classes = new ArrayList<>(List.of(own));
        for (int i = enclosing.size() - 1; i >= 0; i--) {
            classes.add(enclosing.get(i));
        }
        return new Declared(hvTest, classes);
    }

    HvTest hvTest() {
        return hvTest;
    }

    /** What a test needs: its own parameters, and those of what runs before and after each. */
    List<Fresh> needs(Method test) {
        Stream<Method> around = classes.stream()
                .flatMap(each -> Stream.of(BeforeEach.class, AfterEach.class)
                        .flatMap(when ->
                                AnnotationSupport.findAnnotatedMethods(each, when, HierarchyTraversalMode.TOP_DOWN)
                                        .stream()));
        return Stream.concat(Stream.of(test), around)
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .flatMap(Declared::fresh)
                .toList();
    }

    private static Stream<Fresh> fresh(Parameter parameter) {
        return AnnotationSupport.findAnnotation(parameter, Fresh.class).stream();
    }

    /** The golden machine that a parameter means. */
    GoldenMachine golden(Fresh fresh, Run run) {
        for (Class<?> each : classes) {
            Map<String, Member> members = members(each);
            if (members.isEmpty()) {
                continue;
            }
            Optional<Member> member = Optional.ofNullable(members.get(fresh.value()));
            if (fresh.value().isEmpty()) {
                if (members.size() > 1) {
                    throw new ExtensionConfigurationException(each.getName() + " has several @Golden members, "
                            + members.keySet() + ": name one by @Fresh(\"...\")");
                }
                member = members.values().stream().findFirst();
            }
            if (member.isPresent()) {
                Member found = member.get();
                return run.golden(found, () -> value(found));
            }
        }
        throw new ExtensionConfigurationException(classes.get(0).getName() + " has no @Golden member"
                + (fresh.value().isEmpty() ? "" : " called '" + fresh.value() + "'"));
    }

    private static Map<String, Member> members(Class<?> type) {
        Map<String, Member> members = new TreeMap<>();
        for (Field field : AnnotationSupport.findAnnotatedFields(type, Golden.class)) {
            members.put(field.getName(), field);
        }
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(type, Golden.class, HierarchyTraversalMode.TOP_DOWN)) {
            members.put(method.getName(), method);
        }
        return members;
    }

    private static GoldenMachine value(Member member) {
        String name = member.getDeclaringClass().getName() + "." + member.getName();
        boolean fits = Modifier.isStatic(member.getModifiers())
                && (!(member instanceof Method method) || method.getParameterCount() == 0);
        if (!fits) {
            throw new ExtensionConfigurationException(
                    "@Golden " + name + " is not a static field, and not a static method without parameters");
        }
        Supplier<Object> read = () -> member instanceof Method method
                ? ReflectionSupport.invokeMethod(method, null)
                : ReflectionSupport.tryToReadFieldValue((Field) member, null)
                        .getOrThrow(e -> new ExtensionConfigurationException("@Golden " + name + " cannot be read", e));
        if (read.get() instanceof GoldenMachine golden) {
            return golden;
        }
        throw new ExtensionConfigurationException("@Golden " + name + " gives no GoldenMachine");
    }
}
