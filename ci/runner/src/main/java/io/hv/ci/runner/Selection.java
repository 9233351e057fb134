package io.hv.ci.runner;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.commons.util.AnnotationUtils;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Which tests a lane takes: those with one of the included tags (all, if none is given) and none of the excluded. A tag
 * counts for everything below the element that bears it; a tag on a suite class counts for all that the suite selects,
 * which the platform's own tag filter does not know.
 */
final class Selection {
    private final Set<String> include;
    private final Set<String> exclude;

    Selection(Set<String> include, Set<String> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** The classes under these class path roots that have such a test, sorted by name. */
    List<TestClass> discover(List<String> roots) {
        Set<Path> folders =
                roots.stream().map(Path::of).filter(Files::isDirectory).collect(Collectors.toSet());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(folders))
                .filters(filter())
                .build();
        TestPlan plan = launcher().discover(request);
        Map<String, List<String>> found = new TreeMap<>();
        for (TestIdentifier engine : plan.getRoots()) {
            for (TestIdentifier top : plan.getChildren(engine)) {
                top.getSource()
                        .filter(ClassSource.class::isInstance)
                        .ifPresent(source -> found.computeIfAbsent(
                                        ((ClassSource) source).getClassName(), name -> new ArrayList<>())
                                .addAll(leaves(plan, top)));
            }
        }
        List<TestClass> classes = new ArrayList<>();
        found.forEach((name, tests) -> {
            if (!tests.isEmpty()) {
                classes.add(new TestClass(name, List.copyOf(tests)));
            }
        });
        return classes;
    }

    /** The request that runs one class. */
    LauncherDiscoveryRequest request(String className) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(className))
                .filters(filter())
                .build();
    }

    static Launcher launcher() {
        return LauncherFactory.create();
    }

    private static List<String> leaves(TestPlan plan, TestIdentifier node) {
        Set<TestIdentifier> children = plan.getChildren(node);
        if (children.isEmpty()) {
            // A parametrised test is a container until it runs; so is a class or a suite that nothing is left of.
            boolean test = node.isTest()
                    || node.getSource().filter(MethodSource.class::isInstance).isPresent();
            return test ? List.of(node.getDisplayName()) : List.of();
        }
        return children.stream()
                .flatMap(child -> leaves(plan, child).stream())
                .toList();
    }

    private PostDiscoveryFilter filter() {
        return descriptor -> {
            if (!descriptor.getChildren().isEmpty()) {
                return FilterResult.included("a container is judged by what it holds");
            }
            Set<String> tags = tags(descriptor);
            boolean taken = (include.isEmpty() || !Collections.disjoint(include, tags))
                    && Collections.disjoint(exclude, tags);
            return FilterResult.includedIf(taken, () -> "tags " + tags, () -> "tags " + tags);
        };
    }

    private static Set<String> tags(TestDescriptor leaf) {
        Set<String> tags = new HashSet<>();
        Optional<TestDescriptor> node = Optional.of(leaf);
        while (node.isPresent()) {
            node.get().getTags().stream().map(TestTag::getName).forEach(tags::add);
            node.get()
                    .getSource()
                    .filter(ClassSource.class::isInstance)
                    .ifPresent(source -> tags.addAll(declared(((ClassSource) source).getJavaClass())));
            node = node.get().getParent();
        }
        return tags;
    }

    private static Set<String> declared(AnnotatedElement element) {
        return AnnotationUtils.findRepeatableAnnotations(element, org.junit.jupiter.api.Tag.class).stream()
                .map(org.junit.jupiter.api.Tag::value)
                .collect(Collectors.toSet());
    }
}
