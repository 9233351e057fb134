package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.SaveSpec;
import io.hv.guests.SmallGuest;
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
