package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /** Loads what reaches the disk, and goes on there. */
    private static final String INIT = """
            #!/bin/sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t devtmpfs dev /dev
            while read -r module; do insmod "/modules/$module"; done </modules/order
            mount -t ext4 /dev/vda /root
            exec switch_root /root /init
            """;

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
        Path kernel = Path.of(System.getProperty(property, ""));
        assumeTrue(Files.isRegularFile(kernel), property + " does not name a file; the lab does");
        Path pristine = Path.of(System.getProperty("hv.test.kernel", "")).resolveSibling("root.ext4");
        assumeTrue(Files.exists(pristine), "there is no root.ext4 beside the kernel; the lab has one");
        Path disk = Files.copy(pristine, folder.resolve("root.ext4"));
        boolean verified;
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(spec(kernel, disk, transport))) {
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
        Output check = run("e2fsck", "-fn", disk.toString());
        assertEquals(0, check.status(), check.text());
        assumeTrue(verified, "all held, but nothing was verified by fio: the root disk has none");
    }

    private static DomainSpec spec(Path kernel, Path disk, VirtioTransport transport) {
        return DomainSpec.named("root-disk")
                .memory(ByteSize.mib(256))
                .vcpus(2)
                .boot(LinuxBoot.kernel(HostPath.of(kernel))
                        .initrd(initramfs(kernel))
                        .append("console=ttyS0 quiet no_timer_check tsc=reliable mitigations=off"))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk))).discard(DiskSpec.Discard.UNMAP))
                .with(KvmOptions.defaults().virtioTransport(transport).entropy(true))
                .build();
    }

    private static Content initramfs(Path kernel) {
        Path modules = StockKernel.at(kernel.resolveSibling("")).modules();
        Initramfs.Builder builder = Initramfs.builder()
                .busybox(Path.of("/bin/busybox"))
                .directory("/dev")
                .directory("/proc")
                .directory("/root")
                .init(INIT);
        Stream.of("virtio_pci", "virtio_mmio", "virtio_blk", "virtio-rng")
                .forEach(module -> builder.module(module, modules));
        return builder.build().content();
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
        Output du = run("busybox", "du", "-k", file.toString());
        return Long.parseLong(du.text().substring(0, du.text().indexOf('\t')));
    }

    private record Output(int status, String text) {}

    private static Output run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }
}
