package io.hv.testkit.junit;

import io.hv.NetworkSpec;
import java.lang.reflect.Member;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A network that a test is to have.
 *
 * @param spec with the name that the cards of machines know it by
 * @param capture whether its frames are captured
 * @param ofClass the member that gives it, where all tests of a class have the same
 */
record DeclaredLan(NetworkSpec spec, boolean capture, Optional<Member> ofClass) {

    private static final String USUAL = "lan";

    String name() {
        return spec.name();
    }

    /** What a member gives. */
    static DeclaredLan of(Member member) {
        Lan lan = StaticMembers.annotation(member, Lan.class);
        if (!lan.value().isEmpty()) {
            throw new ExtensionConfigurationException("@Lan(\"" + lan.value() + "\") "
                    + member.getDeclaringClass().getName() + "." + member.getName()
                    + " names a network that has the name of its NetworkSpec: leave the name out");
        }
        return new DeclaredLan(
                StaticMembers.value(member, Lan.class, NetworkSpec.class),
                lan.capture(),
                lan.perClass() ? Optional.of(member) : Optional.empty());
    }

    /** Those that the members of classes give, of which the nearest comes first, by their names. */
    static Map<String, DeclaredLan> ofMembers(List<Class<?>> classes, Run run) {
        Map<String, DeclaredLan> all = new LinkedHashMap<>();
        for (Class<?> each : classes) {
            for (Member member : StaticMembers.of(each, Lan.class).values()) {
                DeclaredLan lan = run.lan(member);
                DeclaredLan unused = all.putIfAbsent(lan.name(), lan);
            }
        }
        return all;
    }

    /** Those of members, and those that parameters ask for beside them. */
    static List<DeclaredLan> with(Map<String, DeclaredLan> members, List<Parameter> parameters) {
        Map<String, DeclaredLan> all = new LinkedHashMap<>(members);
        for (Parameter parameter : parameters) {
            Lan lan = AnnotationSupport.findAnnotation(parameter, Lan.class).orElseThrow();
            if (lan.perClass()) {
                throw new ExtensionConfigurationException(
                        "@Lan(perClass = true) is for static fields and methods, not for " + parameter);
            }
            String name = name(lan, members);
            DeclaredLan known = all.getOrDefault(
                    name, new DeclaredLan(NetworkSpec.isolated(name).build(), false, Optional.empty()));
            DeclaredLan unused =
                    all.put(name, new DeclaredLan(known.spec(), known.capture() || lan.capture(), known.ofClass()));
        }
        return new ArrayList<>(all.values());
    }

    /** The name of the network that a parameter means. */
    static String name(Lan parameter, Map<String, DeclaredLan> members) {
        if (!parameter.value().isEmpty() || members.isEmpty()) {
            return parameter.value().isEmpty() ? USUAL : parameter.value();
        }
        if (members.size() > 1) {
            throw new ExtensionConfigurationException("there are several @Lan members, of the networks "
                    + members.keySet() + ": name one by @Lan(\"...\")");
        }
        return members.keySet().iterator().next();
    }
}
