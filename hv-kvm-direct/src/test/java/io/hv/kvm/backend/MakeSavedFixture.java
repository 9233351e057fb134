package io.hv.kvm.backend;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the fixtures of {@link SavedFixtureTest}: saved machines, compressed. To be run once for each version of the format,
 * whose fixtures stay: later versions go on to read them. After {@code ci/stage --module hv-kvm-direct}, in that folder,
 *
 * <pre>{@code
 * java -cp "$(cat classpath)" io.hv.kvm.backend.MakeSavedFixture saved-1.hv.gz
 * java -cp "$(cat classpath)" io.hv.kvm.backend.MakeSavedFixture saved-1.hv.gz saved-2.hv.gz
 * }</pre>
 *
 * <p>The second is a difference to the first, made of a machine that was restored from that.
 */
final class MakeSavedFixture {

    /** Half of its rounds are before the first save, and a quarter after the second. */
    static final SmallGuest GUEST = SmallGuests.counter()
            .with("kinds", 255)
            .with("rounds", 200)
            .with("every", 1)
            .with("port", 0x5500)
            .with("mmio", 0xd000_0000L);

    /** What the first is called where it is needed. */
    static final String WHOLE = "saved-1.hv";

    private static final String BEFORE = "count 00000064 sum ";
    private static final String LATER = "count 00000096 sum ";

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
        Path folder = Files.createTempDirectory("hv");
        Path whole = folder.resolve(WHOLE);
        Path difference = folder.resolve("saved-2.hv");
        Path first = Path.of(arguments[0]);
        try (Host host = Host.open(OwnRoot.URI)) {
            if (arguments.length == 1) {
                try (TransientDomain domain = host.create(spec())) {
                    Saves.await(domain, BEFORE);
                    Saves.save(domain, whole);
                }
                pack(whole, first);
            } else {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(first))) {
                    long unused = Files.copy(in, whole);
                }
                Domain domain = Saves.restore(host, whole);
                Saves.await(domain, LATER);
                Saves.saveDifference(domain, difference);
                pack(difference, Path.of(arguments[1]));
                Files.delete(difference);
            }
        }
        Files.delete(whole);
        Files.delete(folder);
    }

    private static void pack(Path file, Path packed) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            long unused = Files.copy(file, out);
        }
    }
}
