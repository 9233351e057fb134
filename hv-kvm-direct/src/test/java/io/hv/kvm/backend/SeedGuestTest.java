package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.image.seed.IsoImage;
import io.hv.image.seed.NoCloudSeed;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stock kernel mounts the disk that a seed makes, and finds its files by their own names, as Rock Ridge has them. */
@Tag("lab")
@RequiresKvm
@Timeout(600)
class SeedGuestTest {

    private static final String LONG = "folder with a long name/and-a-file.with.dots.that_has-more-than-level-1";

    @TempDir
    private Path folder;

    private static DomainSpec spec(Path kernel, Path disk) {
        StockKernel stock = StockKernel.at(kernel.resolveSibling(""));
        Initramfs initramfs = stock.initramfs(Path.of("/bin/busybox"))
                .module("isofs", stock.modules())
                .directory("/mnt")
                .build();
        return DomainSpec.named("seed")
                .memory(ByteSize.mib(256))
                .boot(LinuxBoot.kernel(HostPath.of(kernel))
                        .initrd(initramfs.content())
                        .append("console=ttyS0 quiet " + GuestTask.SHELL.word() + " " + EmulatedHost.WORDS))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk))).readOnly())
                .build();
    }

    @Test
    void linuxFindsItsFiles() throws Exception {
        Path kernel = RootDisk.kernel("hv.test.kernel");
        String large = "0123456789abcdef".repeat(10_000);
        NoCloudSeed seed = NoCloudSeed.create().hostname("web").userData("#cloud-config\n{}\n");
        IsoImage image = seed.iso()
                .file(LONG, large)
                .file("\u6f22".repeat(40), "a name that continues elsewhere")
                .folder("1/2/3/4/5/6/7");
        Path disk = folder.resolve("seed.iso");
        image.write(disk);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(kernel, disk))) {
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals("0", linux.ask("mount -t iso9660 -o ro,utf8 /dev/vda /mnt; echo $?"));
            assertEquals("meta-data user-data", linux.ask("cd /mnt && echo *-data"));
            assertEquals("-r--r--r-- 1 0 0", linux.ask("stat -c '%A %h %u %g' /mnt/user-data"));
            assertEquals("dr-xr-xr-x 4 0 0", linux.ask("stat -c '%A %h %u %g' /mnt"));
            assertEquals(sha256(seed.metaData()), linux.ask("sha256sum </mnt/meta-data | cut -c1-64"));
            assertEquals(sha256(seed.userData()), linux.ask("sha256sum </mnt/user-data | cut -c1-64"));
            assertEquals(sha256(large), linux.ask("sha256sum <'/mnt/" + LONG + "' | cut -c1-64"));
            assertEquals("120", linux.ask("ls /mnt | awk 'length($0) > 100 {print length($0)}'"));
            assertEquals("/mnt/1/2/3/4/5/6/7", linux.ask("find /mnt/1 | tail -n 1"));
            assertEquals("13", linux.ask("find /mnt | wc -l"));
            linux.type("poweroff -f");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
        }
    }

    private static String sha256(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
