package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the fixture of {@link SavedFixtureTest}: a saved machine, compressed. To be run once for each version of the format,
 * whose fixtures stay: later versions go on to read them. After {@code ci/stage --module hv-kvm-direct}, in that folder,
 *
 * <pre>{@code java -cp "$(cat classpath)" io.hv.kvm.backend.MakeSavedFixture saved-1.hv.gz}</pre>
 */
final class MakeSavedFixture {

    /** Half of its rounds are before the save. */
    static final SmallGuest GUEST = SmallGuests.counter()
            .with("kinds", 255)
            .with("rounds", 200)
            .with("every", 1)
            .with("port", 0x5500)
            .with("mmio", 0xd000_0000L);

    static final String BEFORE = "count 00000064 sum ";

    private MakeSavedFixture() {}

    static DomainSpec spec() {
        return Saves.spec(GUEST)
                .name("saved-1")
                .with(KvmOptions.defaults()
                        .hideXsave(false)
                        .port("io.hv.test.0")
                        .entropy(true))
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempDirectory("hv").resolve("saved.hv");
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec())) {
            Saves.await(domain, BEFORE);
            Saves.save(domain, file);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
            long unused = Files.copy(file, out);
        }
        Files.delete(file);
        Files.delete(file.getParent());
    }
}
