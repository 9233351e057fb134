package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Disk;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.image.ConvertOptions;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.Evidence;
import io.hv.kvm.storage.ImageKind;
import io.hv.kvm.storage.QemuImg;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small guests on disks in images of all formats that can be written, on this {@code /dev/kvm}, through the public API. All of
 * it with {@code -Dhv.thorough=true}, as {@code ./check full image-guests} does it; else a sample.
 */
@RequiresKvm
@Timeout(600)
class ImageGuestsTest {

    private static final int CAPACITY = 4 << 20;
    private static final int REQUESTS = 400;

    /** Images that were as they had to be, after their guests. */
    private static final AtomicInteger COMPARED = new AtomicInteger();

    @TempDir
    private Path folder;

    @TempDir
    private Path copies;

    private final byte[] before = new byte[CAPACITY];
    private Host host;

    /** The first of these cases, and with {@code -Dhv.thorough=true} all of them. */
    private static Stream<Arguments> some(int sample, Arguments... all) {
        return Stream.of(all).limit(Boolean.getBoolean("hv.thorough") ? all.length : sample);
    }

    @AfterAll
    static void writeEvidence(TestReporter reporter) {
        Evidence.write(reporter, "image-guests", "{ \"imagesCompared\": " + COMPARED.get() + " }");
    }

    @BeforeEach
    void open() {
        new Random(7).nextBytes(before);
        host = Host.open(OwnRoot.URI);
    }

    @AfterEach
    void close() {
        try (Host closed = host) {
            assertEquals(List.of(), closed.domains());
        }
        assertEquals(List.of(), Saves.open(folder));
    }

    /** Its name ends with its format. */
    private static DiskSpec disk(Path image) {
        String name = image.toString();
        DiskFormat format = new DiskFormat(name.substring(name.lastIndexOf('.') + 1));
        return DiskSpec.of(DiskSource.file(HostPath.of(image)).format(format));
    }

    private static DomainSpec spec(Path image, VirtioTransport transport, int requests) {
        SmallGuest guest = transport == VirtioTransport.PCI ? SmallGuests.virtioBlkPci() : SmallGuests.virtioBlkMmio();
        return Saves.spec(guest.with("requests", requests))
                .with(KvmOptions.defaults().virtioTransport(transport))
                .disk(disk(image))
                .build();
    }

    /** The image with what the guest writes: numbers of words times a constant. */
    private byte[] written(int requests) {
        byte[] after = before.clone();
        ByteBuffer words = ByteBuffer.wrap(after).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8 * 512; at < 8 * 512 + requests * 4096; at += Integer.BYTES) {
            words.putInt(at, at / Integer.BYTES * 0x9e3779b1);
        }
        return after;
    }

    private void assertStored(byte[] expected, ImageKind kind, Path image) throws Exception {
        assertArrayEquals(expected, kind.read(image, copies));
        QemuImg.assertHas(expected, image);
        int unused = COMPARED.incrementAndGet();
    }

    private static void awaitWrites(Domain domain, long bytes) {
        while (domain.disk("vda").statistics().writtenBytes() < bytes) {
            Thread.onSpinWait();
        }
    }

    static Stream<Arguments> writers() {
        return some(
                3,
                Arguments.of(ImageKind.QCOW2, VirtioTransport.PCI),
                Arguments.of(ImageKind.OLD_OVERLAY, VirtioTransport.MMIO),
                Arguments.of(ImageKind.VHDX, VirtioTransport.PCI),
                Arguments.of(ImageKind.QCOW2, VirtioTransport.MMIO),
                Arguments.of(ImageKind.SMALL_CLUSTERS, VirtioTransport.PCI),
                Arguments.of(ImageKind.OVERLAY, VirtioTransport.PCI),
                Arguments.of(ImageKind.VMDK, VirtioTransport.PCI),
                Arguments.of(ImageKind.VHD, VirtioTransport.MMIO),
                Arguments.of(ImageKind.FIXED_VHD, VirtioTransport.PCI),
                Arguments.of(ImageKind.VDI, VirtioTransport.PCI));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void writesFlushesAndReads(ImageKind kind, VirtioTransport transport) throws Exception {
        Path image = kind.make(folder, before);
        try (TransientDomain domain = host.create(spec(image, transport, REQUESTS))) {
            String console = Saves.end(domain);
            assertTrue(console.contains("blk sectors 00002000 serial"), console);
            assertTrue(console.endsWith("blk written and read\nblk ok\n"), console);
        }
        assertStored(written(REQUESTS), kind, image);
    }

    static Stream<Arguments> spared() {
        return some(
                2,
                Arguments.of(ImageKind.OVERLAY),
                Arguments.of(ImageKind.VDI),
                Arguments.of(ImageKind.QCOW2),
                Arguments.of(ImageKind.VMDK),
                Arguments.of(ImageKind.VHD),
                Arguments.of(ImageKind.VHDX));
    }

    @ParameterizedTest
    @MethodSource("spared")
    void whatNeedNotBeKeptIsNot(ImageKind kind) throws Exception {
        Path image = kind.make(folder, before);
        DomainSpec spec = spec(image, VirtioTransport.PCI, 16);
        for (DiskSpec disk : List.of(disk(image).readOnly(), disk(image).throwaway())) {
            try (TransientDomain domain = host.create(spec.edit(edit -> edit.disks(List.of(disk))))) {
                String console = Saves.end(domain);
                assertTrue(console.contains(disk.isReadOnly() ? "blk read-only" : "blk written and read"), console);
            }
        }
        assertStored(before, kind, image);
    }

    static Stream<Arguments> forked() {
        return some(
                2,
                Arguments.of(ImageKind.SMALL_CLUSTERS, VirtioTransport.MMIO),
                Arguments.of(ImageKind.VMDK, VirtioTransport.PCI),
                Arguments.of(ImageKind.QCOW2, VirtioTransport.PCI),
                Arguments.of(ImageKind.OVERLAY, VirtioTransport.PCI),
                Arguments.of(ImageKind.OLD_OVERLAY, VirtioTransport.PCI),
                Arguments.of(ImageKind.VHD, VirtioTransport.PCI),
                Arguments.of(ImageKind.FIXED_VHD, VirtioTransport.MMIO),
                Arguments.of(ImageKind.VDI, VirtioTransport.PCI),
                Arguments.of(ImageKind.VHDX, VirtioTransport.PCI));
    }

    /** It goes on writing beside its image, and so does its fork; the image has what it wrote when both are gone. */
    @ParameterizedTest
    @MethodSource("forked")
    void isForkedWhileItWrites(ImageKind kind, VirtioTransport transport) throws Exception {
        Path image = kind.make(folder, before);
        TransientDomain parent = host.create(spec(image, transport, REQUESTS));
        awaitWrites(parent, 400 << 10);
        TransientDomain fork = parent.fork();
        TransientDomain second = fork.fork();
        InvalidStateException used = assertThrows(
                InvalidStateException.class,
                () -> host.create(spec(image, transport, 1).edit(e -> e.name("other"))));
        assertTrue(String.valueOf(used.getMessage()).contains(image.toString()), used.getMessage());
        for (TransientDomain each : List.of(fork, parent, second)) {
            String console = Saves.end(each);
            assertTrue(console.endsWith("blk written and read\nblk ok\n"), console);
        }
        parent.close();
        fork.close();
        second.close();
        assertStored(written(REQUESTS), kind, image);
    }

    static Stream<Arguments> saved() {
        return some(
                1,
                Arguments.of(ImageKind.OVERLAY),
                Arguments.of(ImageKind.QCOW2),
                Arguments.of(ImageKind.VMDK),
                Arguments.of(ImageKind.VHDX));
    }

    @ParameterizedTest
    @MethodSource("saved")
    void isSavedAndGoesOn(ImageKind kind) throws Exception {
        Path image = kind.make(folder, before);
        Path file = folder.resolve("machine.hv");
        Domain domain = host.create(spec(image, VirtioTransport.PCI, REQUESTS));
        awaitWrites(domain, 200 << 10);
        Saves.save(domain, file);
        byte[] then = kind.read(image, copies);
        HostPath saved = HostPath.of(file);
        try (Clones clones =
                host.restore(saved, CloneSpec.live().count(2).naming("c-%d")).await(Saves.PATIENCE)) {
            clones.domains().forEach(clone -> assertTrue(Saves.end(clone).endsWith("blk ok\n")));
        }
        assertArrayEquals(then, kind.read(image, copies));
        if (kind == ImageKind.OVERLAY) {
            Path below = folder.resolve("below.img");
            FileTime time = Files.getLastModifiedTime(below);
            Path unused = Files.setLastModifiedTime(below, FileTime.fromMillis(0));
            InvalidStateException refused = assertThrows(InvalidStateException.class, () -> Saves.restore(host, file));
            assertTrue(String.valueOf(refused.getMessage()).contains(below + " has changed"), refused.getMessage());
            Path again = Files.setLastModifiedTime(below, time);
            assertEquals(below, again);
        }
        assertTrue(Saves.end(Saves.restore(host, file)).endsWith("blk ok\n"));
        assertStored(written(REQUESTS), kind, image);
    }

    @Test
    void hasACapacityThatCanBeChanged() throws Exception {
        Path image = ImageKind.QCOW2.make(folder, before);
        Domain domain = host.define(
                Saves.spec(SmallGuests.echo()).disk(disk(image)).name("sized").build());
        Disk disk = domain.disk("vda");
        assertEquals(ByteSize.bytes(CAPACITY), disk.capacity());
        domain.start();
        for (ByteSize size : List.of(ByteSize.mib(9), ByteSize.mib(3))) {
            disk.resize(size);
            assertEquals(size, disk.capacity());
        }
        domain.destroy();
        assertEquals(ByteSize.mib(3), disk.capacity());
        Files.delete(image);
        NotFoundException gone = assertThrows(NotFoundException.class, disk::capacity);
        assertTrue(gone.remedy().contains("qemu-img create -f qcow2"), gone.remedy());
        domain.undefine();
    }

    @ParameterizedTest
    @EnumSource(names = {"VMDK", "VHD", "FIXED_VHD", "VDI", "VHDX"})
    void someImagesStayAsLargeAsTheyAre(ImageKind kind) throws Exception {
        Path image = kind.make(folder, before);
        try (TransientDomain domain = host.create(
                Saves.spec(SmallGuests.echo()).disk(disk(image)).name("sized").build())) {
            Disk disk = domain.disk("vda");
            HypervisorException refused = assertThrows(HypervisorException.class, () -> disk.resize(ByteSize.mib(9)));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("an image of format " + kind.format()),
                    refused.toString());
            assertEquals(ByteSize.bytes(CAPACITY), disk.capacity());
        }
        assertStored(before, kind, image);
    }

    @Test
    void aStreamIsReadAndNotWritten() throws Exception {
        Path raw = ImageKind.RAW.make(folder, before);
        Path stream = folder.resolve("stream.vmdk");
        try (Image image = Image.open(raw, OpenOptions.format(ImageFormat.RAW))) {
            CreateOptions options =
                    CreateOptions.of(ImageFormat.VMDK, CAPACITY + 512).subformat("streamOptimized");
            image.convert(stream, ConvertOptions.to(options).compressed());
        }
        DomainSpec spec = spec(stream, VirtioTransport.PCI, 16);
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> host.create(spec));
        assertEquals("disks[0].source", refused.faults().get(0).path());
        try (TransientDomain domain =
                host.create(spec.edit(edit -> edit.disks(List.of(disk(stream).throwaway()))))) {
            assertTrue(Saves.end(domain).endsWith("blk written and read\nblk ok\n"));
        }
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        Path image = Files.write(folder.resolve("disk.qcow2"), before);
        InvalidSpecException refused =
                assertThrows(InvalidSpecException.class, () -> host.create(spec(image, VirtioTransport.PCI, 1)));
        SpecFault fault = refused.faults().get(0);
        assertEquals("disks[0].source", fault.path());
        assertEquals(image.toString(), fault.value());
        assertTrue(fault.why().startsWith("magic at offset 0: "), fault.why());
        ImageException cause = assertInstanceOf(ImageException.class, refused.getCause());
        assertEquals(image, cause.file());
        assertEquals(0, cause.offset());
        DiskSpec other = DiskSpec.of(DiskSource.file(HostPath.of(image)).format(new DiskFormat("qed")));
        DomainSpec unknown = spec(image, VirtioTransport.PCI, 1).edit(edit -> edit.disks(List.of(other)));
        List<SpecFault> faults = host.check(unknown);
        assertEquals("disks[0].source.format", faults.get(0).path());
        assertTrue(faults.get(0).why().startsWith("this host reads raw, qcow2"), faults.toString());
    }

    /** As QEMU's own image locking has it. */
    @Test
    void whoElseHasItIsNamed() throws Exception {
        QemuImg.assumeInstalled("qemu-io");
        Path image = ImageKind.QCOW2.make(folder, before);
        Process other = new ProcessBuilder("qemu-io", "-f", "qcow2", image.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = other.getInputStream()) {
            other.getOutputStream().write("read 0 512\n".getBytes(StandardCharsets.UTF_8));
            other.getOutputStream().flush();
            StringBuilder said = new StringBuilder();
            while (said.indexOf("ops") < 0) {
                int next = output.read();
                assertTrue(next >= 0, said.toString());
                said.append((char) next);
            }
            InvalidStateException refused =
                    assertThrows(InvalidStateException.class, () -> host.create(spec(image, VirtioTransport.PCI, 1)));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("process " + other.pid() + " (qemu-io)"), message);
            assertTrue(message.contains(image.toString()), message);
            assertTrue(refused.remedy().contains("end that"), refused.remedy());
        } finally {
            Process unused = other.destroyForcibly();
        }
        assertTrue(other.waitFor() != 0);
        try (TransientDomain domain = host.create(spec(image, VirtioTransport.PCI, 1))) {
            assertTrue(Saves.end(domain).endsWith("blk ok\n"));
        }
    }
}
