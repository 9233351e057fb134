package io.hv.testkit.junit;

import io.hv.Detection;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.TransientDomain;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What all test classes of one run share: hosts, and golden machines. Closed by JUnit at its end. Safe for any thread. */
final class Run implements AutoCloseable {

    static final Namespace NAMESPACE = Namespace.create(Run.class);

    /** A host, or why there is none. */
    private record Opened(Optional<Host> host, String reason) {}

    /** Of a golden machine as a member gives it, which has no equality, or by its fingerprint; on such networks. */
    private record Key(String uri, boolean shared, Object golden, List<NetworkSpec> lans) {}

    /** Where a member's machines come from: what is golden may be another member's too, who joins networks is not. */
    private record Forks(Gold gold, LanForks onLans) {}

    private final Settings settings;
    private final TemplateFolder folder;
    private final Map<String, Opened> hosts = new ConcurrentHashMap<>();
    private final Map<Member, GoldenMachine> members = new ConcurrentHashMap<>();
    private final Map<Member, DeclaredLan> lans = new ConcurrentHashMap<>();
    private final Map<Key, Forks> byMember = new ConcurrentHashMap<>();
    private final Map<Key, Gold> byFingerprint = new ConcurrentHashMap<>();

    private Run(Settings settings) {
        this.settings = settings;
        this.folder = new TemplateFolder(settings.templates(), settings.keep());
    }

    /** The one of this run. */
    @SuppressWarnings("deprecation") // its successor came with JUnit 6, and this is to run on 5.13 too
    static Run of(ExtensionContext context) {
        Run run = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Run.class, key -> new Run(Settings.of(context)), Run.class);
        if (run == null) {
            throw new IllegalStateException("JUnit's store has lost what was put there");
        }
        return run;
    }

    Settings settings() {
        return settings;
    }

    /** Why there is no such host here; nothing where there is. */
    Optional<String> unavailable(String uri) {
        Opened opened = opened(uri);
        return opened.host().isPresent() ? Optional.empty() : Optional.of(opened.reason());
    }

    /** The host; there is one, see {@link #unavailable}. */
    Host host(String uri) {
        Opened opened = opened(uri);
        return opened.host().orElseThrow(() -> new NotFoundException(opened.reason(), "see Host.detect()"));
    }

    private Opened opened(String uri) {
        return hosts.computeIfAbsent(uri, Run::open);
    }

    private static Opened open(String uri) {
        try {
            Host host;
            if (uri.isEmpty()) {
                Detection detected = Host.detect();
                host = detected.open();
            } else {
                host = Host.open(uri);
            }
            return new Opened(Optional.of(host), "");
        } catch (HypervisorException e) {
            return new Opened(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** What a member gives: asked once. */
    GoldenMachine golden(Member member, Supplier<GoldenMachine> value) {
        return members.computeIfAbsent(member, key -> value.get());
    }

    /** The network that a member gives: asked once. */
    DeclaredLan lan(Member member) {
        return lans.computeIfAbsent(member, DeclaredLan::of);
    }

    /** Why a host cannot run a golden machine; nothing where it can. */
    Optional<String> lacks(String uri, GoldenMachine golden) {
        Host host = host(uri);
        List<String> reasons = new ArrayList<>();
        Stream.concat(Stream.of(Feature.TRANSIENT), golden.needs().stream())
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(feature -> {
                    Support support = host.supports(feature);
                    if (!support.isSupported()) {
                        reasons.add("it does not support " + feature + ": " + support);
                    }
                });
        host.check(golden.spec()).stream().map(SpecFault::toString).forEach(reasons::add);
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(host.uri() + " cannot run '" + golden.spec().name() + "': "
                        + reasons.stream().collect(Collectors.joining("; ")));
    }

    /** Why a host cannot have such networks; nothing where it can. */
    Optional<String> lacks(String uri, List<DeclaredLan> wanted) {
        Host host = host(uri);
        Support networks = host.supports(Feature.NETWORKS);
        if (!wanted.isEmpty() && !networks.isSupported()) {
            return Optional.of(host.uri() + " does not support " + Feature.NETWORKS + ": " + networks);
        }
        return wanted.stream().flatMap(lan -> lacks(host, lan).stream()).findFirst();
    }

    private static Optional<String> lacks(Host host, DeclaredLan lan) {
        List<SpecFault> faults = host.check(lan.spec());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(host.uri() + " cannot have the network '" + lan.name() + "': "
                        + faults.stream().map(SpecFault::toString).collect(Collectors.joining("; ")));
    }

    /**
     * A machine for one test, running; the caller closes it.
     *
     * @param cabling which of the test's networks it has cards on
     */
    TransientDomain fresh(String uri, boolean shared, GoldenMachine golden, Cabling cabling) {
        // What is booted may be large: it is looked at once.
        Forks forks = byMember.computeIfAbsent(new Key(uri, shared, golden, cabling.lans()), key -> forks(key, golden));
        return cabling.isEmpty()
                ? forks.gold().fresh(golden, cabling)
                : forks.onLans().fresh(cabling);
    }

    private Forks forks(Key member, GoldenMachine golden) {
        Gold gold = gold(member, golden);
        return new Forks(gold, new LanForks(host(member.uri()), golden, gold));
    }

    /** Members of two classes that give the same share it. */
    private Gold gold(Key member, GoldenMachine golden) {
        Host host = host(member.uri());
        List<NetworkSpec> lans = member.lans();
        Optional<String> text = Fingerprint.of(golden, lans, host.backend(), Settings.version());
        if (text.isEmpty()) {
            return new Gold(host, golden, lans, folder, text);
        }
        return byFingerprint.computeIfAbsent(
                new Key(member.uri(), member.shared(), text.get(), lans),
                key -> new Gold(host, golden, lans, folder, member.shared() ? text : Optional.empty()));
    }

    @Override
    public void close() {
        // One that two members share is closed twice, which does no harm.
        List<AutoCloseable> all = new ArrayList<>();
        byMember.values().forEach(forks -> all.add(forks.gold()));
        hosts.values().forEach(opened -> opened.host().ifPresent(all::add));
        Closing.all(all);
    }
}
