package io.hv.bench;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.libvirt.LibvirtDomain;
import io.hv.libvirt.LibvirtHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * hv's calls of libvirt beside the same calls of libvirt in C, on the test driver, which is in the process, and on a daemon
 * where the command line names one; and beside a {@code virsh} for each. The C program asks what hv asks, look-ups too, and
 * listens to events as hv does; it does not wait for the event of what it has done, as hv does before it returns.
 */
final class LibvirtBench {

    private static final int DOMAINS = 1_000;
    private static final int WARM_UP = 50;
    private static final double REMOTE = 1.1;
    private static final double GET_INFO = 4_000;
    private static final int VIRSH_TURNS = 15;

    private final Setting setting;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private LibvirtBench(Setting setting) {
        this.setting = setting;
    }

    static Section measure(Setting setting) {
        LibvirtBench bench = new LibvirtBench(setting);
        bench.lines.add(Comparison.header());
        String file = "test://" + setting.file("libvirt.xml", "<node/>".getBytes(StandardCharsets.UTF_8));
        Comparison state = bench.driver("test", file, 200, 20, DOMAINS);
        bench.criteria.add(new Criterion(
                "a domain's state on the test driver, 95 % bound",
                state.interval().high(), GET_INFO, "ns"));
        setting.options().libvirt.ifPresent(uri -> bench.driver("daemon", uri, 100, 5, 50));
        return new Section("libvirt's calls beside C's", bench.lines, bench.json, bench.criteria);
    }

    /**
     * All calls of one driver.
     *
     * @return that of a domain's state
     */
    private Comparison driver(String what, String uri, int quick, int slow, int domains) {
        try (Host host = Host.open(uri);
                Peer peer = Peer.start(Peer.compileLibvirt(setting.folder()), uri)) {
            List<Domain> all = new ArrayList<>();
            // The test driver's world is the process's own: the peer makes its domains itself.
            boolean shared = !uri.startsWith("test:");
            String machine = what + "-machine";
            UUID uuid = UUID.randomUUID();
            try {
                for (int i = 0; i < domains; i++) {
                    all.add(host.define(spec(machine + i, i == 0 ? uuid : UUID.randomUUID())));
                }
                Domain first = all.get(0);
                LibvirtDomain libvirt = first.as(LibvirtDomain.class);
                if (!shared) {
                    for (Domain each : all) {
                        peer.ask("keep 1 " + document(each, each.name() + ".txt"));
                    }
                }
                Comparison state =
                        compare(what + " state", quick, () -> first.state().name(), peer, "state", uuid);
                compare(what + " XML", quick, libvirt::definitionXml, peer, "xml", uuid);
                compare(
                        what + " list of " + domains,
                        1,
                        () -> host.domains().get(0).name(),
                        peer,
                        "list",
                        "");
                DomainSpec more = spec(what + "-more", UUID.randomUUID());
                Domain template = host.define(more);
                String file = document(template, "more.txt");
                template.undefine();
                compare(
                        what + " define+undefine",
                        slow,
                        () -> {
                            Domain made = host.define(more);
                            made.undefine();
                            return made.name();
                        },
                        peer,
                        "define",
                        file);
                if (shared) {
                    judge(what + " state", state);
                    virsh(uri, all.get(0).name());
                }
                json.put(what + " libvirt", host.as(LibvirtHost.class).libvirtVersion());
                return state;
            } finally {
                all.forEach(Domain::undefine);
            }
        }
    }

    private void judge(String what, Comparison comparison) {
        criteria.add(new Criterion(
                what + ": Java to C, 95 % bound",
                100 * comparison.ratioInterval().high(),
                100 * REMOTE,
                "%"));
    }

    private static DomainSpec spec(String name, UUID uuid) {
        return DomainSpec.named(name).uuid(uuid).memory(ByteSize.mib(64)).build();
    }

    /** What the peer reads to define the same domain. */
    private String document(Domain domain, String file) {
        String xml = domain.as(LibvirtDomain.class).definitionXml();
        return setting.file(file, (domain.name() + "\n" + domain.uuid() + "\n" + xml).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** One call of hv's, which returns something that is not empty. */
    private interface Call {
        String take();
    }

    private Comparison compare(String what, int times, Call call, Peer peer, String verb, Object rest) {
        String line = verb + " " + times + " " + rest;
        for (int i = 0; i < WARM_UP; i++) {
            long unused = time(call, times);
            long[] unusedToo = peer.ask(line);
        }
        Comparison comparison = Comparison.of(
                Pairs.take(
                        setting.options().pairs,
                        setting.options().seed,
                        () -> new long[] {time(call, times)},
                        () -> peer.ask(line)),
                times);
        lines.add(comparison.row(what));
        json.put(what, comparison.json());
        return comparison;
    }

    private static long time(Call call, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (call.take().isEmpty()) {
                throw new IllegalStateException("there was no answer");
            }
        }
        return System.nanoTime() - start;
    }

    /** What a program pays that starts one for each question. */
    private void virsh(String uri, String domain) {
        long[] times = new long[VIRSH_TURNS];
        for (int i = 0; i < VIRSH_TURNS; i++) {
            long start = System.nanoTime();
            try {
                Process process = new ProcessBuilder("virsh", "-c", uri, "domstate", domain)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                int status = process.onExit().join().exitValue();
                if (status != 0) {
                    throw new IllegalStateException("virsh ended with " + status);
                }
            } catch (IOException e) {
                lines.add("not measured beside virsh: " + e.getMessage());
                return;
            }
            times[i] = System.nanoTime() - start;
        }
        json.put("virsh domstate", times);
        lines.add(String.format(
                Locale.ROOT,
                "a virsh that asks for the state once takes %.1f ms",
                Statistics.median(Arrays.stream(times).asDoubleStream().toArray()) / 1e6));
    }
}
