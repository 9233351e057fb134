package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ConnectionEvent;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.Subscription;
import io.hv.testkit.contract.GuestKind;
import io.hv.testkit.requires.RequiresLibvirt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Domains that come and go leave nothing: no handle of libvirt's, no thread, no file, no domain. How often says the property
 * {@code hv.cycles}, and {@code hv.qemu.cycles}; what was seen is written where {@code hv.evidence} says.
 */
class LibvirtCyclesTest {

    private static final int WARM_UP = 5;

    @TempDir
    Path folder;

    @Test
    @RequiresLibvirt
    void onTheTestDriver() throws Exception {
        int cycles = Integer.getInteger("hv.cycles", 100);
        try (Host host = Host.open(TestHosts.uri(folder))) {
            cycles(host, WARM_UP, i -> DomainSpec.named("cycle").build(), i -> {});
            Held before = Held.by(host);
            cycles(host, cycles, i -> DomainSpec.named("cycle-" + i).build(), i -> {});
            Held after = Held.by(host);
            assertEquals(before, after);
            write("test", cycles, after);
        }
    }

    @Test
    @Tag("libvirtd")
    void onQemuWhoseDaemonIsKilledMeanwhile() throws Exception {
        QemuBackend backend = new QemuBackend();
        assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElse(""));
        int cycles = Integer.getInteger("hv.qemu.cycles", 4);
        BlockingQueue<ConnectionEvent> news = new LinkedBlockingQueue<>();
        IntFunction<DomainSpec> specs =
                i -> backend.guest(GuestKind.IDLE, "cycle-" + i).orElseThrow();
        try (PrivateLibvirtd daemon = PrivateLibvirtd.start();
                Host host = Host.open(daemon.uri());
                Subscription subscription = host.events().on(ConnectionEvent.class, news::add)) {
            cycles(host, 1, specs, i -> {});
            // What a connection that is opened anew brings with it, such as a thread that closes the old one.
            restart(daemon, news);
            Held before = Held.by(host);
            cycles(host, cycles, specs, i -> {
                if (i % 10 == 1) {
                    restart(daemon, news);
                }
            });
            Held after = Held.by(host);
            assertEquals(before, after);
            assertEquals(0, subscription.lost());
            write("qemu", cycles, after);
        }
    }

    private interface Between {
        void run(int cycle) throws Exception;
    }

    private static void cycles(Host host, int count, IntFunction<DomainSpec> specs, Between between) throws Exception {
        for (int i = 0; i < count; i++) {
            Domain domain = host.define(specs.apply(i));
            domain.start();
            between.run(i);
            // libvirtd itself may not find a machine again that it started just before it was killed.
            if (domain.state().isActive()) {
                domain.destroy();
            }
            domain.undefine();
        }
    }

    private static void restart(PrivateLibvirtd daemon, BlockingQueue<ConnectionEvent> news) throws Exception {
        daemon.kill();
        daemon.again();
        for (ConnectionEvent.Type each : ConnectionEvent.Type.values()) {
            ConnectionEvent event = news.poll(2, TimeUnit.MINUTES);
            if (event == null) {
                throw new AssertionError("nobody told that the connection is " + each);
            }
            assertEquals(each, event.type());
        }
    }

    /** What there is at one moment. */
    private record Held(int leases, List<String> threads, List<String> files, int domains) {

        /** Once threads that have nothing to do have ended. */
        static Held by(Host host) throws IOException {
            Instant end = Instant.now().plusSeconds(60);
            while (names().stream()
                            .anyMatch(name -> name.startsWith("hv/" + host.uri().getScheme() + ":"))
                    && Instant.now().isBefore(end)) {
                Thread.onSpinWait();
            }
            return new Held(
                    ((HostHandle) host).shared().connection().leases(),
                    names(),
                    open(),
                    host.domains().size());
        }

        /** What each open file is, without numbers of its own: a new one shows which it is. */
        private static List<String> open() throws IOException {
            List<String> all = new ArrayList<>();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                for (Path each : open.toList()) {
                    try {
                        all.add(Files.readSymbolicLink(each).toString().replaceFirst("\\[[0-9]+]$", ""));
                    } catch (NoSuchFileException gone) {
                        // That of the list itself, or one that somebody has just closed.
                        all.add("gone");
                    }
                }
            }
            // A jar is opened by the JVM when a class of it is first wanted, and stays open.
            all.removeIf(name -> name.equals("gone") || name.startsWith("/proc/") || name.endsWith(".jar"));
            return all.stream().sorted().toList();
        }

        private static List<String> names() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("hv/"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(String driver, int cycles, Held held) throws IOException {
        String folder = System.getProperty("hv.evidence");
        if (folder != null) {
            Files.writeString(
                    Path.of(folder, "cycles-" + driver + ".json"),
                    String.format(
                            "{ \"cycles\": %d, \"leases\": %d, \"threads\": %d, \"files\": %d, \"domains\": %d }%n",
                            cycles, held.leases, held.threads.size(), held.files.size(), held.domains));
        }
    }
}
