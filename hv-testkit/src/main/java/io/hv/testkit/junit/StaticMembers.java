package io.hv.testkit.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Static fields and methods without parameters that give something to the extension, found by their annotation. */
final class StaticMembers {

    private StaticMembers() {}

    /** Those of a class and its superclasses, by their names. */
    static Map<String, Member> of(Class<?> type, Class<? extends Annotation> annotation) {
        Map<String, Member> members = new TreeMap<>();
        for (Field field : AnnotationSupport.findAnnotatedFields(type, annotation)) {
            members.put(field.getName(), field);
        }
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN)) {
            members.put(method.getName(), method);
        }
        return members;
    }

    /** What one says. */
    static <A extends Annotation> A annotation(Member member, Class<A> annotation) {
        return AnnotationSupport.findAnnotation((AnnotatedElement) member, annotation)
                .orElseThrow();
    }

    /**
     * What one gives.
     *
     * @throws ExtensionConfigurationException if it is not static, has parameters, or gives something else
     */
    static <T> T value(Member member, Class<? extends Annotation> annotation, Class<T> type) {
        String name = "@" + annotation.getSimpleName() + " "
                + member.getDeclaringClass().getName() + "." + member.getName();
        boolean fits = Modifier.isStatic(member.getModifiers())
                && (!(member instanceof Method method) || method.getParameterCount() == 0);
        if (!fits) {
            throw new ExtensionConfigurationException(
                    name + " is not a static field, and not a static method without parameters");
        }
        Supplier<Object> read = () -> member instanceof Method method
                ? ReflectionSupport.invokeMethod(method, null)
                : ReflectionSupport.tryToReadFieldValue((Field) member, null)
                        .getOrThrow(e -> new ExtensionConfigurationException(name + " cannot be read", e));
        Object value = read.get();
        if (!type.isInstance(value)) {
            throw new ExtensionConfigurationException(name + " gives no " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
