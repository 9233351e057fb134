package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.SaveSpec;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small guests that are saved and go on. */
final class Saves {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Saves() {}

    /** A guest's machine with little RAM. */
    static DomainSpec.Builder spec(SmallGuest guest) {
        return DomainSpec.named(guest.name())
                .memory(ByteSize.mib(8))
                .boot(Guests.boot(guest))
                .with(KvmOptions.defaults());
    }

    /** Waits until a guest of the actor is ready to be asked for something. */
    static void listens(Domain domain) {
        try (ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect("ready", PATIENCE);
        }
    }

    /** A guest that does so many rounds of these kinds of exits, and prints a hundred lines over all. */
    static SmallGuest counter(int kinds, int rounds) {
        return SmallGuests.counter()
                .with("kinds", kinds)
                .with("rounds", rounds)
                .with("every", rounds / 100)
                .with("port", 0x5500)
                .with("mmio", 0xd000_0000L);
    }

    /** All that a guest prints when it is left alone. */
    static String undisturbed(Host host, SmallGuest guest) {
        try (TransientDomain domain = host.create(spec(guest).build())) {
            return end(domain);
        }
    }

    /** What the domain's present run prints from its beginning to its end, which must be a good one. */
    static String end(Domain domain) {
        try (ConsoleSession session = domain.console().open(From.START)) {
            String all = session.readToEnd(PATIENCE);
            assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(PATIENCE).reason(), all);
            assertTrue(all.endsWith("done\n") || all.endsWith(" ok\n") || all.contains(" ticks "), all);
            return all;
        }
    }

    /** A file is refused, as the same machine and as clones: neither comes to be. */
    static <E extends HypervisorException> E refusal(Host host, Class<E> type, Path damaged) {
        E restored = assertThrows(type, () -> restore(host, damaged));
        E cloned = assertThrows(
                type, () -> host.restore(HostPath.of(damaged), CloneSpec.live()).await(PATIENCE));
        assertEquals(restored.getMessage(), cloned.getMessage());
        assertTrue(!restored.remedy().isBlank());
        assertTrue(String.valueOf(restored.getMessage()).startsWith(damaged.toString()), restored.getMessage());
        return restored;
    }

    static void save(Domain domain, Path file) {
        HostPath unused = domain.save(HostPath.of(file)).await(PATIENCE);
    }

    static void saveDifference(Domain domain, Path file) {
        HostPath unused =
                domain.save(SaveSpec.to(HostPath.of(file)).difference()).await(PATIENCE);
    }

    static Domain restore(Host host, Path file) {
        return host.restore(HostPath.of(file)).await(PATIENCE);
    }

    /** What the guest has printed in this run. */
    static String printed(Domain domain) {
        return domain.console().open(From.START).readAvailable();
    }

    /** Waits until the guest has printed this. */
    static void await(Domain domain, String text) {
        String unused = domain.console().open(From.START).expect(text, PATIENCE);
    }

    /** What this process has open of a folder, and of guests' memory. */
    static List<String> open(Path folder) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            List<String> names = new ArrayList<>();
            for (Path fd : all.toList()) {
                if (Files.isSymbolicLink(fd)) {
                    String name = Files.readSymbolicLink(fd).toString();
                    if (name.startsWith(folder.toString()) || name.contains("memfd:hv-guest")) {
                        names.add(name);
                    }
                }
            }
            return names;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
