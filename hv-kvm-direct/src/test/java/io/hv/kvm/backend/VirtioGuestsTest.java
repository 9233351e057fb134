package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.GuestFaultEvent;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.StateReason;
import io.hv.Subscription;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.virtio.Rule;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small guests drive disks on this {@code /dev/kvm}, through the public API. */
@RequiresKvm
@Timeout(600)
class VirtioGuestsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CAPACITY = 1 << 20;
    private static final int SECTOR = 512;
    private static final int REQUEST = 4096;

    @TempDir
    private Path folder;

    private byte[] before = new byte[0];
    private Path file = Path.of("");

    @BeforeEach
    void image() throws IOException {
        before = new byte[CAPACITY];
        new Random(7).nextBytes(before);
        file = Files.write(folder.resolve("disk.raw"), before);
    }

    private static SmallGuest blk(VirtioTransport transport) {
        return transport == VirtioTransport.PCI ? SmallGuests.virtioBlkPci() : SmallGuests.virtioBlkMmio();
    }

    private DiskSpec disk() {
        return DiskSpec.of(DiskSource.file(HostPath.of(file)));
    }

    private static DomainSpec spec(SmallGuest guest, VirtioTransport transport, DiskSpec disk) {
        return DomainSpec.named(guest.name())
                .memory(ByteSize.mib(64))
                .boot(Guests.boot(guest))
                .disk(disk)
                .with(KvmOptions.defaults().virtioTransport(transport))
                .build();
    }

    /** Runs a guest to its end, and returns what it has printed. */
    private static String run(Host host, DomainSpec spec, SmallGuest guest) {
        try (TransientDomain domain = host.create(spec)) {
            return ends(domain, guest);
        }
    }

    private static String ends(TransientDomain domain, SmallGuest guest) {
        DomainStatus status = domain.awaitEnd(PATIENCE);
        String console = domain.console().open(From.START).readAvailable();
        assertTrue(guest.console().matcher(console).matches(), () -> status + " after: " + console);
        assertEquals(
                OptionalInt.of(SmallGuest.PASSED), domain.as(KvmDomain.class).debugExit(), console);
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.SHUT_DOWN), status);
        return console;
    }

    /** The image with what the guest writes: numbers of words times a constant. */
    private byte[] written(int firstSector, int requests) {
        byte[] image = before.clone();
        ByteBuffer words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int from = firstSector * SECTOR;
        for (int at = from; at < from + requests * REQUEST; at += Integer.BYTES) {
            words.putInt(at, at / Integer.BYTES * 0x9e3779b1);
        }
        return image;
    }

    @ParameterizedTest
    @EnumSource
    void writesFlushesAndReads(VirtioTransport transport) throws IOException {
        SmallGuest guest = blk(transport).with("first", 24).with("requests", 16);
        try (Host host = Host.open(OwnRoot.URI)) {
            String console = run(host, spec(guest, transport, disk().serial("HV-0001")), guest);
            assertTrue(
                    console.contains("blk sectors 00000800 serial HV-0001\nblk written and read\nblk ok\n"), console);
        }
        assertArrayEquals(written(24, 16), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @EnumSource
    void waitsByInterrupt(VirtioTransport transport) throws IOException {
        SmallGuest guest = blk(transport).with("sleeps", 1);
        try (Host host = Host.open(OwnRoot.URI)) {
            String console = run(host, spec(guest, transport, disk()), guest);
            Matcher told = Pattern.compile("blk interrupts ([0-9a-f]{8})\n").matcher(console);
            assertTrue(told.find(), console);
            // The serial number, and 16 times write and read with a flush in between: at most one each. A guest that
            // sees each answer before it hears of it never sleeps, and still hears at the end.
            int interrupts = Integer.parseInt(told.group(1), 16);
            assertTrue(interrupts >= 1 && interrupts <= 34, console);
        }
        assertArrayEquals(written(8, 16), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @EnumSource
    void aReadOnlyDiskIsReadAndNotWritten(VirtioTransport transport) throws IOException {
        SmallGuest guest = blk(transport);
        int sum = 0;
        ByteBuffer words = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8 * SECTOR; at < 8 * SECTOR + 16 * REQUEST; at += Integer.BYTES) {
            sum += words.getInt(at);
        }
        try (Host host = Host.open(OwnRoot.URI)) {
            String console = run(host, spec(guest, transport, disk().readOnly()), guest);
            assertTrue(console.contains("blk read-only, sum %08x\n".formatted(sum)), console);
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @EnumSource
    void aGuestThatBreaksARuleIsToldOfAndGoesOn(VirtioTransport transport) throws Exception {
        SmallGuest guest = blk(transport).with("broken", 1);
        BlockingQueue<GuestFaultEvent> faults = new LinkedBlockingQueue<>();
        try (Host host = Host.open(OwnRoot.URI)) {
            try (Subscription unused = host.events().on(GuestFaultEvent.class, faults::add)) {
                String console = run(host, spec(guest, transport, disk()), guest);
                assertTrue(console.startsWith("blk needs a reset\n"), console);
                GuestFaultEvent fault = faults.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertEquals("vda", fault.device());
                assertTrue(fault.rule().contains(Rule.CHAIN_TOO_LONG.id()), fault.rule());
            }
            // The host has lost nothing by it.
            run(host, spec(blk(transport), transport, disk()), blk(transport));
        }
        assertTrue(faults.isEmpty(), faults.toString());
        assertArrayEquals(written(8, 16), Files.readAllBytes(file));
    }

    /** A notification signals an eventfd in the kernel, and completion is seen in memory: nothing leaves the guest. */
    @ParameterizedTest
    @EnumSource
    void requestsLeaveTheGuestNotOnce(VirtioTransport transport) {
        assertEquals(exits(transport, 1), exits(transport, 100));
    }

    /** MMIO exits of a guest that writes so many times, and reads as often. */
    private long exits(VirtioTransport transport, int requests) {
        SmallGuest guest = blk(transport).with("requests", requests);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, transport, disk()))) {
            Object unused = ends(domain, guest);
            Map<String, Long> exits = domain.as(KvmDomain.class).exits();
            return exits.getOrDefault("MMIO", 0L);
        }
    }

    /** Two machines that write one image would ruin it. */
    @Test
    void anImageIsWrittenByOneMachineAtATime() {
        SmallGuest guest = blk(VirtioTransport.MMIO);
        DomainSpec reads = spec(guest, VirtioTransport.MMIO, disk().readOnly());
        try (Host host = Host.open(OwnRoot.URI);
                Host other = Host.open(OwnRoot.URI)) {
            try (TransientDomain first = host.create(spec(guest, VirtioTransport.MMIO, disk()))) {
                DomainSpec second = reads.edit(builder -> builder.name("second"));
                InvalidStateException refused = assertThrows(InvalidStateException.class, () -> other.create(second));
                assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused.getMessage());
                Object unused = ends(first, guest);
            }
            Object unused = run(host, reads, guest);
        }
    }

    @Test
    void aHammerReadsWhatItIsToldTo() {
        SmallGuest guest = SmallGuests.virtioHammer()
                .with("warmup", 100)
                .with("count", 2000)
                .with("blocks", CAPACITY / REQUEST);
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec(guest, VirtioTransport.MMIO, disk()))) {
            domain.console().open(From.START).expect(">", PATIENCE);
            Object unused = ends(domain, guest);
        }
    }
}
