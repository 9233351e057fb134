package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Host;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stock kernels with their root file system on a virtio disk, raw ext4: fio verifies what it wrote, discards give space back,
 * random bytes come, and the image is clean afterwards. Properties {@code hv.test.kernel} and {@code hv.test.kernel.next}
 * name the kernels, beside which lie their modules; {@code root.ext4} lies beside the first.
 */
@Tag("lab")
@RequiresKvm
@Timeout(1200)
class StockRootDiskTest {

    private static final int FEATURE_RING_PACKED = 34;

    @TempDir
    private Path folder;

    static Stream<Arguments> machines() {
        return Stream.of("hv.test.kernel", "hv.test.kernel.next")
                .flatMap(kernel ->
                        Stream.of(VirtioTransport.values()).map(transport -> Arguments.of(kernel, transport)));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void livesOnIt(String property, VirtioTransport transport) throws Exception {
        Path kernel = RootDisk.kernel(property);
        Path disk = RootDisk.copyTo(folder);
        boolean verified;
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(RootDisk.spec(kernel, disk, transport))) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals("/dev/vda ext4", linux.ask("awk '$2 == \"/\" && /ext4/ {print $1, $3}' /proc/mounts"));
            assertPacked(linux);
            verified = verify(linux, domain, transport);
            discard(linux, disk);
            assertEquals("virtio_rng.0", linux.ask("cat /sys/class/misc/hw_random/rng_current"));
            assertEquals("64", linux.ask("dd if=/dev/hwrng bs=16 count=4 2>/dev/null | wc -c"));
            linux.type("sync; mount -o remount,ro /; poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
        RootDisk.assertClean(disk);
        assumeTrue(verified, "all held, but nothing was verified by fio: the root disk has none");
    }

    /** The driver takes packed rings where they are offered. */
    private static void assertPacked(StockLinux linux) {
        String features = linux.ask("cat /sys/block/vda/device/features");
        assertEquals('1', features.charAt(FEATURE_RING_PACKED), features);
    }

    /** Lets fio write, read and compare; false where the disk has no fio. */
    private static boolean verify(StockLinux linux, TransientDomain domain, VirtioTransport transport) {
        if (linux.ask("test -x /bin/fio; echo $?").equals("1")) {
            return false;
        }
        long before = domain.as(KvmDomain.class).exits().getOrDefault("MMIO", 0L);
        String job = "fio --name=verify --filename=/verify --size=8M --rw=randrw --bs=4k --direct=1 --ioengine=libaio"
                + " --iodepth=16 --verify=crc32c --verify_fatal=1 --do_verify=1 --fsync=64 --minimal >/tmp/fio 2>&1";
        assertEquals("0", linux.ask(job + "; echo $?"), () -> linux.ask("tail -n 3 /tmp/fio | tr : ' '"));
        long exits = domain.as(KvmDomain.class).exits().getOrDefault("MMIO", 0L) - before;
        if (transport == VirtioTransport.PCI) {
            assertEquals(0, exits, "I/O with MSI-X leaves the guest for the monitor");
        }
        return true;
    }

    /** What the guest trims, the host gets back. */
    private static void discard(StockLinux linux, Path disk) throws Exception {
        assertEquals("0", linux.ask("dd if=/dev/urandom of=/big bs=64k count=256 conv=fsync 2>/dev/null; echo $?"));
        long full = kibibytes(disk);
        assertEquals("0", linux.ask("rm /big; sync; fstrim /; echo $?"));
        long trimmed = kibibytes(disk);
        assertTrue(trimmed <= full - (12 << 10), full + " KiB before, " + trimmed + " after 16 MiB were trimmed");
    }

    private static long kibibytes(Path file) throws Exception {
        RootDisk.Output du = RootDisk.run("busybox", "du", "-k", file.toString());
        return Long.parseLong(du.text().substring(0, du.text().indexOf('\t')));
    }
}
