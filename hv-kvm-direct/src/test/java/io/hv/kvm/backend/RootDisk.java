package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Stock kernels with their root file system on a virtio disk, raw ext4, which {@code lab/disk} makes. */
final class RootDisk {

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

    private RootDisk() {}

    /** The kernel that a property names; a test that has none is skipped. */
    static Path kernel(String property) {
        Path kernel = Path.of(System.getProperty(property, ""));
        assumeTrue(Files.isRegularFile(kernel), property + " does not name a file; the lab does");
        return kernel;
    }

    /** A copy of the root disk, which lies beside the first kernel; a test that has none is skipped. */
    static Path copyTo(Path folder) throws IOException {
        Path pristine = Path.of(System.getProperty("hv.test.kernel", "")).resolveSibling("root.ext4");
        assumeTrue(Files.exists(pristine), "there is no root.ext4 beside the kernel; the lab has one");
        return Files.copy(pristine, folder.resolve("root.ext4"));
    }

    /** An image over a root disk, which only reads the disk. */
    static Path overlay(Path disk, String name) {
        Path image = disk.resolveSibling(name + ".qcow2");
        Image.create(image, CreateOptions.overlay(disk.getFileName().toString(), ImageFormat.RAW))
                .close();
        return image;
    }

    /** A machine that lives on it. */
    static DomainSpec spec(Path kernel, Path disk, VirtioTransport transport) {
        return spec(kernel, DiskSource.file(HostPath.of(disk)), transport);
    }

    /** A machine that lives on an image of it. */
    static DomainSpec spec(Path kernel, DiskSource disk, VirtioTransport transport) {
        return DomainSpec.named("root-disk")
                .memory(ByteSize.mib(256))
                .vcpus(2)
                .boot(LinuxBoot.kernel(HostPath.of(kernel))
                        .initrd(initramfs(kernel))
                        .append("console=ttyS0 quiet " + EmulatedHost.WORDS))
                .disk(DiskSpec.of(disk).discard(DiskSpec.Discard.UNMAP))
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
        Stream.of("virtio_pci", "virtio_mmio", "virtio_blk", "virtio_net", "af_packet", "virtio-rng")
                .forEach(module -> builder.module(module, modules));
        return builder.build().content();
    }

    /** Fails unless the file system is clean. */
    static void assertClean(Path disk) throws Exception {
        Output check = run("e2fsck", "-fn", disk.toString());
        assertEquals(0, check.status(), check.text());
    }

    /** What a program printed, and its status. */
    record Output(int status, String text) {}

    /** Runs a program of the host. */
    static Output run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }
}
