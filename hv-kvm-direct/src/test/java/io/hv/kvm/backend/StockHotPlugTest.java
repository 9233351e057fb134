package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Disk;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stock Linux takes disks and network cards that come while it runs, uses them, and lets go of them, again and again. How
 * often is a matter of the property {@code hv.plugs}.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@Timeout(7000)
class StockHotPlugTest {

    private static final int PLUGS = Integer.getInteger("hv.plugs", 2);
    private static final int SIZE = 4 << 20;
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:07");
    private static final String HOST = "10.9.8.1";

    @TempDir
    private Path folder;

    /** The distribution's kernel, and its newer one where there is such. */
    static Stream<GuestImages> kernels() {
        return Stream.concat(GuestImages.fromProperties().stream(), GuestImages.nextFromProperties().stream());
    }

    private static DomainSpec spec(GuestImages images) {
        return StockLinux.spec(images, 2, "quiet");
    }

    private DiskSpec disk(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(SIZE);
        }
        return DiskSpec.of(DiskSource.file(HostPath.of(file))).serial("HV-PLUG");
    }

    private String at(String name, int offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile raw = new RandomAccessFile(folder.resolve(name).toFile(), "r")) {
            raw.seek(offset);
            raw.readFully(bytes);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Waits in the guest until a file is there, or gone. */
    private static void await(StockLinux linux, String file, boolean there) {
        assertEquals(
                "done",
                linux.ask("until [ " + (there ? "" : "! ") + "-e " + file + " ]; do usleep 10000; done; echo done"));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void againAndAgain(GuestImages images, TestReporter reporter) throws IOException {
        long begun = System.nanoTime();
        DiskSpec spec = disk("plugged.raw");
        String release;
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            try (TransientDomain domain = host.create(spec(images))) {
                StockLinux linux = StockLinux.of(domain).isUp();
                release = linux.ask("uname -r");
                for (int i = 0; i < PLUGS; i++) {
                    useDisk(domain, linux, spec, i);
                    useCard(domain, linux);
                }
                assertEquals(List.of(), domain.disks());
                assertEquals(List.of(), domain.nics());
                assertEquals(
                        "1", linux.ask("ls /sys/bus/pci/devices | wc -l"), "the host bridge is left, and nothing else");
                assertEquals("0", linux.ask("dmesg | grep -c -e 'no space for' -e 'failed to assign' -e 'BUG'"));
            }
            lan.stop();
            lan.undefine();
        }
        Evidence.write(
                reporter,
                "hotplug-" + release,
                String.format(
                        Locale.ROOT, "{\"plugs\": %d, \"seconds\": %.1f}", PLUGS, (System.nanoTime() - begun) / 1e9));
    }

    private void useDisk(Domain domain, StockLinux linux, DiskSpec spec, int round) throws IOException {
        Disk disk = domain.attach(spec);
        await(linux, "/dev/vda", true);
        assertEquals("HV-PLUG", linux.ask("cat /sys/block/vda/serial"));
        String text = "round" + round;
        linux.ask("echo " + text + " | dd of=/dev/vda bs=512 seek=" + (round + 1) + " conv=notrunc,fsync 2>/dev/null");
        assertEquals(text, at("plugged.raw", 512 * (round + 1), text.length()), "the host sees what the guest wrote");
        assertEquals(
                text,
                linux.ask("echo 3 >/proc/sys/vm/drop_caches; dd if=/dev/vda bs=512 skip=" + (round + 1)
                        + " count=1 2>/dev/null | head -n 1"));
        assertEquals(spec.target("vda"), disk.detach().await(StockLinux.PATIENCE));
        await(linux, "/sys/block/vda", false);
    }

    private static Network lan(Host host) {
        Network lan = host.define(NetworkSpec.isolated("lan")
                .address(NetworkAddress.of(HOST + "/24").range("10.9.8.10", "10.9.8.99"))
                .build());
        lan.start();
        return lan;
    }

    private static void useCard(Domain domain, StockLinux linux) {
        Nic card = domain.attach(NicSpec.on("lan").mac(MAC));
        await(linux, "/sys/class/net/eth0", true);
        assertEquals(MAC.toString().replace(':', '-'), linux.ask("tr '\\072' - </sys/class/net/eth0/address"));
        assertEquals("0", linux.ask("ip addr add 10.9.8.7/24 dev eth0 && ip link set eth0 up; echo $?"));
        assertEquals("2", linux.ask("ping -c 2 -W 5 " + HOST + " | grep -c bytes.from"));
        assertEquals(NicSpec.on("lan").mac(MAC), card.detach().await(StockLinux.PATIENCE));
        await(linux, "/sys/class/net/eth0", false);
    }

    /** What has come is in clones, in a file, and there after a reset; what is asked for goes with a reset, too. */
    @Test
    void goesAlong() throws IOException {
        HostPath file = HostPath.of(folder.resolve("linux.hv"));
        DiskSpec first = disk("first.raw");
        DiskSpec second = disk("second.raw");
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = lan(host);
            Domain domain = host.create(
                    spec(StockLinux.images()).edit(spec -> spec.disk(first).nic(NicSpec.on("lan"))));
            StockLinux linux = StockLinux.of(domain).isUp();
            Disk plugged = domain.attach(second.target("vdb"));
            Nic card = domain.attach(NicSpec.on("lan").mac(MAC));
            await(linux, "/dev/vdb", true);
            await(linux, "/sys/class/net/eth1", true);
            linux.ask("echo before | dd of=/dev/vdb conv=notrunc,fsync 2>/dev/null");
            // What was there from the start leaves a hole among the slots and the names.
            NicSpec unused = domain.nics().get(0).detach().await(StockLinux.PATIENCE);
            try (Clones clones = domain.cloneAs(CloneSpec.live()).await(StockLinux.PATIENCE)) {
                TransientDomain clone = clones.domains().get(0);
                assertEquals(2, clone.disks().size());
                assertEquals(MAC, clone.nics().get(0).mac());
                StockLinux other = StockLinux.of(clone);
                assertEquals("before", other.ask("head -n 1 /dev/vdb"));
                DiskSpec gone = clone.disk("vdb").detach().await(StockLinux.PATIENCE);
                assertTrue(gone.isThrowaway());
                await(other, "/sys/block/vdb", false);
                NicSpec left = clone.nics().get(0).detach().await(StockLinux.PATIENCE);
                assertEquals(MAC, left.mac().orElseThrow());
            }
            HostPath saved = domain.save(file).await(StockLinux.PATIENCE);
            domain = host.restore(saved).await(StockLinux.PATIENCE);
            linux = StockLinux.of(domain);
            assertEquals("before", linux.ask("echo 3 >/proc/sys/vm/drop_caches; head -n 1 /dev/vdb"));
            assertEquals(MAC.toString().replace(':', '-'), linux.ask("tr '\\072' - </sys/class/net/eth1/address"));
            linux.type("reboot -f");
            linux.isUp();
            assertEquals("before", linux.ask("head -n 1 /dev/vdb"));
            assertEquals(second.target("vdb"), domain.disk("vdb").detach().await(StockLinux.PATIENCE));
            await(linux, "/sys/block/vdb", false);
            assertEquals(plugged.target(), "vdb");
            assertEquals(MAC, card.mac());
            domain.destroy();
            lan.stop();
            lan.undefine();
        }
    }

    /** Without PCI there are no slots. */
    @Test
    void notWithoutPci() throws IOException {
        DiskSpec first = disk("first.raw");
        DiskSpec second = disk("second.raw");
        DomainSpec spec = spec(StockLinux.images())
                .edit(builder -> builder.disk(first).with(KvmOptions.defaults().virtioTransport(VirtioTransport.MMIO)));
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            UnsupportedFeatureException refused =
                    assertThrows(UnsupportedFeatureException.class, () -> domain.attach(second));
            assertEquals(Feature.HOT_PLUG, refused.feature());
            assertThrows(
                    UnsupportedFeatureException.class, () -> domain.disk("vda").detach());
            assertEquals(1, domain.disks().size());
        }
    }
}
