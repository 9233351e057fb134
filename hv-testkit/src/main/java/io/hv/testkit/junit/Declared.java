package io.hv.testkit.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

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

    /** The machines that a test needs. */
    List<Fresh> needs(Method test) {
        return parameters(test, Fresh.class)
                .flatMap(parameter -> AnnotationSupport.findAnnotation(parameter, Fresh.class).stream())
                .toList();
    }

    /** The networks that a test needs: those that members give, and those that parameters ask for. */
    List<DeclaredLan> lans(Method test, Run run) {
        return DeclaredLan.with(
                DeclaredLan.ofMembers(classes, run), parameters(test, Lan.class).toList());
    }

    /** The types that a test wants its networks as. */
    Map<Class<?>, String> lanTypes(Method test, Run run) {
        Map<Class<?>, String> types = new LinkedHashMap<>();
        parameters(test, Lan.class).forEach(parameter -> types.put(parameter.getType(), lan(parameter, run)));
        return types;
    }

    /** The networks that all tests of this class have, less those of enclosing classes. */
    List<DeclaredLan> lansOfClass(Run run) {
        return DeclaredLan.ofMembers(classes.subList(0, 1), run).values().stream()
                .filter(lan -> lan.ofClass().isPresent())
                .toList();
    }

    /** The name of the network that a parameter means. */
    String lan(Parameter parameter, Run run) {
        Lan lan = AnnotationSupport.findAnnotation(parameter, Lan.class).orElseThrow();
        return DeclaredLan.name(lan, DeclaredLan.ofMembers(classes, run));
    }

    /** The parameters of a test with that annotation: its own, and those of what runs before and after each. */
    private Stream<Parameter> parameters(Method test, Class<? extends Annotation> annotation) {
        Stream<Method> around = classes.stream()
                .flatMap(each -> Stream.of(BeforeEach.class, AfterEach.class)
                        .flatMap(when ->
                                AnnotationSupport.findAnnotatedMethods(each, when, HierarchyTraversalMode.TOP_DOWN)
                                        .stream()));
        return Stream.concat(Stream.of(test), around)
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> AnnotationSupport.isAnnotated(parameter, annotation));
    }

    /** The golden machine that a parameter means. */
    GoldenMachine golden(Fresh fresh, Run run) {
        for (Class<?> each : classes) {
            Map<String, Member> members = StaticMembers.of(each, Golden.class);
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
                return run.golden(found, () -> StaticMembers.value(found, Golden.class, GoldenMachine.class));
            }
        }
        throw new ExtensionConfigurationException(classes.get(0).getName() + " has no @Golden member"
                + (fresh.value().isEmpty() ? "" : " called '" + fresh.value() + "'"));
    }
}
