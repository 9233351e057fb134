package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.boot.acpi.AcpiTables;
import io.hv.kvm.bus.Bytes;
import io.hv.kvm.ioctl.IrqchipState;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.machine.GuestRig.Instant;
import io.hv.kvm.measure.Cycles;
import io.hv.kvm.storage.RawFile;
import io.hv.kvm.virtio.block.BlockOptions;
import io.hv.kvm.virtio.block.RateLimit;
import io.hv.kvm.virtio.block.VirtioBlock;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests with timers, a serial line, a second processor and a disk are forked while they run, and notice nothing. */
@RequiresKvm
@Timeout(600)
class GuestForkTest {

    private static final int FORKS = 4;

    private final Kvm kvm = Kvm.open();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        kvm.close();
    }

    private <T extends AutoCloseable> T open(T thing) {
        opened.push(thing);
        return thing;
    }

    private GuestRig fork(SmallGuest guest, int vcpus, VirtioConfig virtio, Instant instant) {
        return open(new GuestRig(kvm, guest, vcpus, virtio, instant));
    }

    /** Forks it as it runs from this line on; each of them ends as it would have, and prints what it would have. */
    private void forkAfter(String line, SmallGuest guest, int vcpus, VirtioConfig virtio) throws Exception {
        GuestRig parent = open(new GuestRig(kvm, guest, vcpus, virtio));
        List<Instant> instants = instants(parent, line);
        List<GuestRig> forks = new ArrayList<>();
        for (Instant instant : instants) {
            GuestRig fork = fork(guest, vcpus, virtio, instant);
            fork.go();
            forks.add(fork);
        }
        String undisturbed = parent.finish();
        assertTrue(guest.console().matcher(undisturbed).matches(), undisturbed);
        for (int i = 0; i < forks.size(); i++) {
            String whole = instants.get(i).printed() + forks.get(i).finish();
            assertTrue(guest.console().matcher(whole).matches(), whole);
            assertEquals(undisturbed.length(), whole.length(), whole);
        }
        assertTrue(instants.get(0).printed().length() < undisturbed.length(), "it had ended");
    }

    /** The instant at which it had printed this, and some later ones. */
    private List<Instant> instants(GuestRig parent, String line) throws InterruptedException {
        parent.stopAt(line);
        List<Instant> instants = new ArrayList<>(List.of(parent.freeze()));
        instants.addAll(parent.freezeOnTheWay(FORKS - 1));
        instants.forEach(this::open);
        return instants;
    }

    @Test
    void noTickOfThePitIsLost() throws Exception {
        forkAfter("started\n", SmallGuests.pitTimer().with("ticks", 300).with("divisor", 5966), 1, VirtioConfig.none());
    }

    /** KVM's timer goes on while a state is saved, and this one was saved while it drove its line. */
    @Test
    void theTimerGoesOnAfterAnInstantInTheMiddleOfItsPulse() throws Exception {
        SmallGuest guest = SmallGuests.pitTimer().with("ticks", 300).with("divisor", 5966);
        GuestRig parent = open(new GuestRig(kvm, guest, 1, VirtioConfig.none()));
        parent.runTo("started\n");
        Instant instant = open(parent.freeze());
        MachineState was = instant.image().state();
        IrqchipState chips = was.interruptControllers();
        byte[] master = chips.picMaster().toArray();
        // last_irr and irr of struct kvm_pic_state: the line is high, and its interrupt is to be delivered.
        master[0] |= 1;
        master[1] |= 1;
        byte[] ioApic = chips.ioApic().toArray();
        ioApic[16] |= 1;
        MachineState pulse = new MachineState(
                was.vcpus(),
                new IrqchipState(Bytes.of(master), chips.picSlave(), Bytes.of(ioApic)),
                was.timer(),
                was.kvmClock(),
                was.nanos(),
                was.devices(),
                was.places());
        GuestRig fork = fork(
                guest,
                1,
                VirtioConfig.none(),
                new Instant(new MachineImage(instant.image().memory(), pulse), instant.printed(), List.of()));
        assertEquals(parent.finish(), instant.printed() + fork.finish());
    }

    @Test
    void noTickOfTheLocalApicIsLost() throws Exception {
        forkAfter("started\n", SmallGuests.lapicTimer().with("ticks", 300), 1, VirtioConfig.none());
    }

    @Test
    void twoProcessors() throws Exception {
        forkAfter("waking", SmallGuests.smp(), 2, VirtioConfig.none());
    }

    /** More bytes than a UART holds: what it holds comes from the image, what is behind it from each one's own line. */
    @Test
    void inputArrivesOnceInEachOfThem() throws Exception {
        SmallGuest guest = SmallGuests.echo();
        GuestRig parent = open(new GuestRig(kvm, guest, 1, VirtioConfig.none()));
        parent.runTo("echo ready\n");
        String text = "abcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder sent = new StringBuilder("echo ready\n");
        int within = 0;
        for (int i = 0; i < FORKS; i++) {
            // The processor stands still, or will very soon, and the UART takes what it has room for.
            parent.machine().stopSoon();
            parent.send(text);
            sent.append(text);
            Instant instant = open(parent.freeze());
            within += sent.length() - instant.input().size() - instant.printed().length() > 0 ? 1 : 0;
            GuestRig fork = fork(guest, 1, VirtioConfig.none(), instant);
            fork.runTo(sent.substring(instant.printed().length()));
            fork.send("\u0004");
            assertEquals(sent + "\necho done\n", instant.printed() + fork.finish());
            parent.runTo(sent.toString());
        }
        assertTrue(within > 0, "no byte was in the UART at any of the forks");
        parent.send("\u0004");
        assertEquals(sent + "\necho done\n", parent.finish());
    }

    @ParameterizedTest(name = "waits by interrupt: {0}")
    @ValueSource(ints = {0, 1})
    void aDiskWithRequestsUnderWay(int sleeps) throws Exception {
        byte[] content = new byte[2 << 20];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("disk.raw"), content);
        // Who waits by looking keeps a processor busy, of which there are few.
        int requests = sleeps == 1 ? 200 : 40;
        SmallGuest guest =
                SmallGuests.virtioBlkMmio().with("requests", requests).with("sleeps", sleeps);
        int sum = 0;
        ByteBuffer words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8 * 512; at < 8 * 512 + requests * 4096; at += Integer.BYTES) {
            sum += words.getInt(at);
        }
        String expected = String.format(Locale.ROOT, "blk read-only, sum %08x\n", sum);
        GuestRig parent = open(new GuestRig(kvm, guest, 1, disk(file)));
        List<Instant> instants = instants(parent, "serial");
        List<GuestRig> forks = new ArrayList<>();
        for (Instant instant : instants) {
            GuestRig fork = fork(guest, 1, disk(file), instant);
            fork.go();
            forks.add(fork);
        }
        String all = parent.finish();
        assertTrue(all.contains(expected), all);
        for (int i = 0; i < FORKS; i++) {
            String whole = instants.get(i).printed() + forks.get(i).finish();
            assertTrue(
                    whole.contains(expected) && guest.console().matcher(whole).matches(), whole);
        }
    }

    private VirtioConfig disk(Path file) {
        RawFile store = open(RawFile.open(file, true));
        return new VirtioConfig(
                false,
                List.of(context -> new VirtioBlock(
                        "vda", store, new BlockOptions("", 1, 256, false), context.memory(), RateLimit.none())));
    }

    /** Its own boot file is what a fork boots at a reset, as its parent would. */
    @Test
    void aForkCanBeReset() throws Exception {
        SmallGuest guest = SmallGuests.echo();
        GuestRig parent = open(new GuestRig(kvm, guest, 1, VirtioConfig.none()));
        parent.runTo("echo ready\n");
        Instant instant = open(parent.freeze());
        GuestRig fork = fork(guest, 1, VirtioConfig.none(), instant);
        fork.machine().reset();
        fork.runTo("echo ready\n");
        fork.send("again\u0004");
        assertEquals("echo ready\nagain\necho done\n", fork.finish());
        parent.send("on\u0004");
        assertEquals("echo ready\non\necho done\n", parent.finish());
    }

    /** A guest that resets itself over and over: at whatever instant it is frozen, the fork does not forget to. */
    @Test
    void aResetThatWasAskedForIsNotLost() throws Exception {
        // mov dx, 3f8h; mov al, '.'; out dx, al; mov dx, cf9h; mov al, 6; out dx, al; hlt; jmp to the hlt
        byte[] code = HexFormat.of().parseHex("baf803b02eeebaf90cb006eef4ebfd");
        BootLoader boot = layout -> FlatLoader.load(layout, BootFile.of("code", code), EntryMode.REAL, 0x1000, 0x1000);
        GuestRig parent = open(new GuestRig(kvm, boot, 2 << 20, 1, VirtioConfig.none()));
        parent.runTo(".");
        for (int i = 0; i < 20; i++) {
            try (Instant instant = parent.freeze();
                    GuestRig fork =
                            new GuestRig(kvm, boot, 2 << 20, 1, VirtioConfig.none(), instant, ClockPolicy.FORK)) {
                fork.runTo("...");
            }
        }
    }

    @Test
    void eachIsAnotherGeneration() throws Exception {
        SmallGuest guest = SmallGuests.echo();
        GuestRig parent = open(new GuestRig(kvm, guest, 1, VirtioConfig.none()));
        String first = generation(parent);
        parent.machine().reset();
        assertEquals(first, generation(parent), "a reset makes no other machine of it");
        parent.runTo("echo ready\n");
        Instant instant = open(parent.freeze());
        GuestRig one = fork(guest, 1, VirtioConfig.none(), instant);
        GuestRig other = fork(guest, 1, VirtioConfig.none(), instant);
        assertEquals(first, generation(parent));
        assertEquals(3, Set.of(first, generation(one), generation(other)).size());
        one.send("\u0004");
        assertEquals("\necho done\n", one.finish());
    }

    private static String generation(GuestRig rig) {
        return HexFormat.of()
                .formatHex(rig.machine().memory().read(AcpiTables.GENERATION_ID, AcpiTables.GENERATION_ID_SIZE));
    }

    @Test
    void anotherKindOfMachineIsRefusedAndLeavesNothing() throws Exception {
        SmallGuest guest = SmallGuests.echo();
        GuestRig parent = open(new GuestRig(kvm, guest, 1, VirtioConfig.none()));
        parent.runTo("echo ready\n");
        Instant instant = open(parent.freeze());
        Path file = Files.write(folder.resolve("disk.raw"), new byte[1 << 20]);
        VirtioConfig more = disk(file);
        IllegalArgumentException devices =
                assertThrows(IllegalArgumentException.class, () -> new GuestRig(kvm, guest, 1, more, instant));
        assertTrue(String.valueOf(devices.getMessage()).contains("vda"), devices.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new GuestRig(kvm, guest, 2, VirtioConfig.none(), instant));
        parent.send("\u0004");
        assertEquals("echo ready\n\necho done\n", parent.finish());
        assertThrows(IllegalStateException.class, parent::freeze, "a guest that has ended");
    }

    @Test
    void nothingIsLeftInWhateverOrderTheyEnd(TestReporter reporter) throws Exception {
        SmallGuest guest = SmallGuests.echo();
        Path file = Files.write(folder.resolve("disk.raw"), new byte[1 << 20]);
        int[] round = {0};
        Cycles.run(reporter, "cycles-of-forks", () -> {
            try (RawFile store = RawFile.open(file, true)) {
                VirtioConfig virtio = new VirtioConfig(
                        true,
                        List.of(context -> new VirtioBlock(
                                "vda",
                                store,
                                new BlockOptions("", 1, 256, false),
                                context.memory(),
                                RateLimit.none())));
                GuestRig parent = new GuestRig(kvm, guest, 2, virtio);
                parent.runTo("echo ready\n");
                Instant first = parent.freeze();
                parent.send("x");
                parent.runTo("x");
                Instant second = parent.freeze();
                GuestRig one = new GuestRig(kvm, guest, 2, virtio, first);
                GuestRig two = new GuestRig(kvm, guest, 2, virtio, second);
                one.go();
                two.go();
                List<AutoCloseable> left = new ArrayList<>(List.of(parent, first, second, one, two));
                int choice = round[0]++ * 37;
                for (int size = left.size(); size > 0; size--) {
                    left.remove(choice % size).close();
                    choice /= size;
                }
            }
        });
    }
}
