package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.ElfBoot;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.OperationTimeoutException;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.boot.DamagedImages;
import io.hv.kvm.boot.DamagedImages.Image;
import io.hv.kvm.boot.Loader;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Held;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images with a bit flipped in their headers are really run for a short while: each is refused with a clear error, or ends,
 * or crashes, or runs until it is destroyed. Then the next guest runs as ever, and nothing of the damaged ones is left.
 */
@RequiresKvm
@Timeout(600)
class DamagedGuestsTest {

    private static final int SAMPLE = 3;
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Held before = new Held(0, 0, 0);

    static Iterable<Image> images() {
        return DamagedImages.small();
    }

    @BeforeEach
    void look() throws IOException {
        // Once through everything, so that what is loaded once and stays is there.
        aGoodGuestRuns();
        before = Held.settled(new Held(Held.now().files(), 0, 0));
    }

    @AfterEach
    void nothingIsLeftAndTheNextGuestRuns() throws IOException {
        assertEquals(before, Held.settled(before));
        aGoodGuestRuns();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void smallOnes(Image image) {
        try (Host host = Host.open(OwnRoot.URI)) {
            for (int seed = 0; seed < SAMPLE; seed++) {
                run(host, image.loader(), image.flipped(seed));
            }
            assertTrue(host.domains().isEmpty());
        }
    }

    @Test
    @Tag("lab")
    void theStockKernel() throws IOException {
        String kernel = System.getProperty("hv.test.kernel", "");
        assumeTrue(!kernel.isEmpty(), "hv.test.kernel does not name a kernel; the lab does");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Path.of(kernel)));
        try (Host host = Host.open(OwnRoot.URI)) {
            for (int seed = 0; seed < SAMPLE; seed++) {
                run(
                        host,
                        Loader.LINUX,
                        DamagedImages.bzImage(Loader.LINUX, file).flipped(seed));
                run(
                        host,
                        Loader.UNPACKING,
                        DamagedImages.bzImage(Loader.UNPACKING, file).flipped(seed));
            }
        }
    }

    private static void run(Host host, Loader loader, ByteBuffer image) {
        byte[] bytes = new byte[image.remaining()];
        image.get(bytes);
        DomainSpec spec = DomainSpec.named("damaged")
                .memory(ByteSize.mib(128))
                .boot(boot(loader, Content.bytes(bytes)))
                .with(KvmOptions.defaults()
                        .kernelUnpacking(loader == Loader.UNPACKING ? KernelUnpacking.ALWAYS : KernelUnpacking.NEVER))
                .build();
        try (TransientDomain domain = host.create(spec)) {
            DomainState end = domain.awaitEnd(DEADLINE).state();
            assertFalse(end.isActive(), end.toString());
        } catch (InvalidSpecException refused) {
            assertFalse(refused.faults().isEmpty());
        } catch (OperationTimeoutException runsOn) {
            // Closing the domain has destroyed it.
            assertTrue(host.domains().isEmpty());
        }
    }

    private static Boot boot(Loader loader, Content image) {
        return switch (loader) {
            case ELF -> ElfBoot.of(image);
            case MULTIBOOT -> MultibootBoot.kernel(image);
            case LINUX, UNPACKING -> LinuxBoot.kernel(image);
        };
    }

    private static void aGoodGuestRuns() {
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(DomainSpec.named("good")
                        .memory(ByteSize.mib(64))
                        .boot(Guests.boot(SmallGuests.helloLong()))
                        .build())) {
            assertEquals(DomainState.SHUTOFF, domain.awaitEnd(PATIENCE).state());
        }
    }
}
