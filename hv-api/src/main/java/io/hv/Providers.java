package io.hv;

import io.hv.spi.HostProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds backends: by the thread's context class loader, then by the one that loaded hv-api. */
final class Providers {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.providers");
    private static final Map<String, String> ARTIFACTS =
            Map.of("kvm", "hv-kvm-direct", "mem", "hv-mem", "test", "hv-libvirt", "qemu", "hv-libvirt");

    private Providers() {}

    static Host open(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new NotFoundException("not a URI: '" + text + "'", "write for example kvm:///", e);
        }
        if (uri.getScheme() == null) {
            throw new NotFoundException(
                    "no host has the URI '" + text + "': it has no scheme", "write for example kvm:///");
        }
        Collection<HostProvider> found = find();
        for (HostProvider provider : found) {
            if (provider.accepts(uri)) {
                return provider.open(uri);
            }
        }
        throw new NotFoundException(
                "no backend for the scheme '" + uri.getScheme() + "' of " + text + "; found: "
                        + found.stream().map(HostProvider::id).toList(),
                "add " + artifact(uri.getScheme()) + " to the class path");
    }

    static Detection detect() {
        return detect(System.getProperties()::getProperty, System.getenv()::get);
    }

    /** With the properties and the environment given, for tests: the environment of a process cannot be set. */
    static Detection detect(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        @Nullable String property = properties.apply("hv.uri");
        if (property != null && !property.isBlank()) {
            return Detection.fixed(property, "the property hv.uri");
        }
        @Nullable String variable = environment.apply("HV_DEFAULT_URI");
        if (variable != null && !variable.isBlank()) {
            return Detection.fixed(variable, "the environment variable HV_DEFAULT_URI");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (HostProvider provider : find()) {
            candidates.addAll(probe(provider));
        }
        return Detection.among(candidates);
    }

    /** A backend that cannot even look must not hide the others. */
    private static List<Candidate> probe(HostProvider provider) {
        try {
            return provider.probe();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the backend {} could not be asked what it offers, and is left out", provider.id(), e);
            return List.of();
        }
    }

    /** What each backend finds; one that fails at it says so in its place. */
    static List<Diagnosis> diagnose() {
        return find().stream().map(Providers::diagnose).toList();
    }

    private static Diagnosis diagnose(HostProvider provider) {
        try {
            return provider.diagnose();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the backend {} could not be diagnosed", provider.id(), e);
            return Diagnosis.of(
                    provider.id(),
                    List.of(Finding.of(
                            "backend",
                            "the backend itself",
                            Finding.Severity.PROBLEM,
                            "it could not look: " + e,
                            "see the log, and report this")));
        }
    }

    private static String artifact(String scheme) {
        @Nullable String artifact = ARTIFACTS.get(scheme.replaceFirst("\\+.*", ""));
        return artifact == null ? "a backend that knows it" : "io.hv:" + artifact;
    }

    private static Collection<HostProvider> find() {
        Map<String, HostProvider> byId = new LinkedHashMap<>();
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            collect(ServiceLoader.load(HostProvider.class, context), byId);
        }
        collect(ServiceLoader.load(HostProvider.class, Providers.class.getClassLoader()), byId);
        return byId.values();
    }

    /** A provider that cannot be loaded must not hide the others. */
    private static void collect(ServiceLoader<HostProvider> loader, Map<String, HostProvider> byId) {
        var iterator = loader.iterator();
        while (true) {
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                HostProvider provider = iterator.next();
                byId.putIfAbsent(provider.id(), provider);
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("a backend could not be loaded and is left out", e);
            }
        }
    }
}
