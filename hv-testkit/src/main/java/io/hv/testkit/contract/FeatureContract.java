package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.Support;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Features: what is claimed works, what is not claimed is refused before anything is done. The file
 * {@code required-features/NAME} on the class path lists a feature a line; it only grows, so that a backend cannot lose
 * one unnoticed.
 */
@Contract
public class FeatureContract {

    /** For JUnit, which creates it. */
    public FeatureContract() {}

    /** All features that hv-api knows. */
    public static Stream<Feature> known() {
        return Arrays.stream(Feature.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Feature.class)
                .map(field -> {
                    try {
                        return (Feature) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException("a public constant", e);
                    }
                });
    }

    /** Those of them that can be tried out. */
    public static Stream<Feature> triable() {
        Set<Feature> others = Set.of(Feature.GUEST_CODE, Feature.STOCK_GUESTS, Feature.OUTLIVES_PROCESS);
        return known().filter(feature -> !others.contains(feature));
    }

    /** The host says of itself what the backend claims, neither more nor less. */
    @Test
    public void claims(Bench bench) {
        Host host = bench.host();
        assertEquals(sorted(bench.backend().claims()), sorted(host.features()));
        for (Feature feature : known().toList()) {
            Support support = host.supports(feature);
            assertEquals(bench.backend().claims().contains(feature), support.isSupported(), feature::id);
            if (!support.isSupported()) {
                assertFalse(support.reason().isBlank(), () -> "no reason why not " + feature);
                assertFalse(support.remedy().isBlank(), () -> "no remedy for the want of " + feature);
            }
        }
        Support unheardOf = host.supports(new Feature("unheard-of"));
        assertFalse(unheardOf.isSupported());
        assertFalse(unheardOf.reason().isBlank());
    }

    /** A domain claims nothing that its host does not. */
    @Test
    public void ofDomains(Bench bench) {
        Domain domain = bench.defined();
        for (Feature feature : known().toList()) {
            if (domain.supports(feature).isSupported()) {
                assertTrue(bench.host().supports(feature).isSupported(), feature::id);
            }
        }
    }

    /** Claimed: it works. Unclaimed: it is refused, and nothing has happened. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("triable")
    public void truth(Feature feature, Bench bench) {
        FeatureProbe probe = FeatureProbe.of(feature);
        if (bench.backend().claims().contains(feature)) {
            probe.works(bench);
        } else {
            probe.isRefused(bench);
        }
    }

    /** A feature that was claimed once is claimed for good. */
    @Test
    public void required(Bench bench) {
        String file = "required-features/" + bench.backend().name();
        List<Feature> required = read(file);
        List<String> missing = required.stream()
                .filter(feature -> !bench.backend().claims().contains(feature))
                .map(Feature::id)
                .toList();
        assertEquals(List.of(), missing, () -> "claimed before, says " + file);
        List<String> unlisted = bench.backend().claims().stream()
                .filter(feature -> !required.contains(feature)
                        && !bench.backend().differsByMachine().contains(feature))
                .map(Feature::id)
                .sorted()
                .toList();
        assertEquals(List.of(), unlisted, () -> "claimed now: add them to " + file);
    }

    private static List<Feature> read(String file) {
        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ClassLoader from = loader == null ? FeatureContract.class.getClassLoader() : loader;
        try (InputStream in = from.getResourceAsStream(file)) {
            if (in == null) {
                return fail("the class path has no " + file + ": list the backend's features in it, one a line");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Feature::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> sorted(Set<Feature> features) {
        Set<String> ids = new TreeSet<>();
        features.forEach(feature -> ids.add(feature.id()));
        return ids;
    }
}
