package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.testkit.requires.RequiresKvm;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a machine does about resets and ends that come in crowds, and what it lets in while it stands still. */
@RequiresKvm
@Timeout(300)
class VirtualMachineTest {

    private static final long RAM = 2 << 20;
    private static final int CODE = 0x1000;
    private static final int CROWD = 0x800;

    /** HLT, over and over. */
    private static final byte[] IDLE = HexFormat.of().parseHex("f4ebfd");

    /** Ends the machine by port F4h with the value 21h. */
    private static final byte[] EXIT = HexFormat.of().parseHex("b021e6f4f4ebfd");

    private final Kvm kvm = Kvm.open();
    private final Reaper reaper = new Reaper("hv/test/reaper");
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger inputAsked = new AtomicInteger();

    @AfterEach
    void close() {
        reaper.close();
        kvm.close();
    }

    /** A machine whose n-th boot runs the n-th of these in real mode; one boot more cannot be loaded. */
    private VirtualMachine machine(byte[]... boots) {
        MachineConfig config = new MachineConfig(
                "test",
                RAM,
                1,
                true,
                Set.of("xsave"),
                layout -> {
                    int boot = loads.getAndIncrement();
                    if (boot >= boots.length) {
                        throw new BootException("kernel", "it is gone", "bring it back");
                    }
                    return FlatLoader.load(layout, BootFile.of("code", boots[boot]), EntryMode.REAL, CODE, CODE);
                },
                () -> {
                    inputAsked.incrementAndGet();
                    return ByteSource.NOTHING;
                },
                value -> {});
        return new VirtualMachine(kvm, config, new Told(), reaper);
    }

    /** A guest that writes 00h and {@code value} in turn to a port, all by one instruction. */
    private static byte[] crowd(int port, int value) {
        // mov si, the data; mov dx, port; mov cx, count; cld; rep outsb; hlt; jmp to the hlt
        byte[] code = HexFormat.of()
                .parseHex("be2010" + "ba%02x%02x".formatted(port & 0xff, port >> 8) + "b90008" + "fcf36ef4ebfd");
        byte[] image = Arrays.copyOf(code, 0x20 + CROWD);
        for (int i = 0x21; i < image.length; i += 2) {
            image[i] = (byte) value;
        }
        return image;
    }

    @Test
    void aCrowdOfResetsIsOneReset() throws Exception {
        try (VirtualMachine machine = machine(crowd(0xcf9, 0x06), EXIT)) {
            machine.resume();
            assertEquals("powered off", told.poll(60, TimeUnit.SECONDS));
            assertEquals(OptionalInt.of(0x43), machine.debugExit());
        }
        assertEquals(2, loads.get());
    }

    @Test
    void aCrowdOfEndsIsToldOnce() throws Exception {
        VirtualMachine machine = machine(crowd(0xf4, 0x07));
        machine.resume();
        assertEquals("powered off", told.poll(60, TimeUnit.SECONDS));
        machine.pause();
        machine.close();
        assertTrue(told.isEmpty(), "told again: " + told);
        assertEquals(OptionalInt.of(1), machine.debugExit());
    }

    @Test
    void whatTheGuestTellsTheDebugConsoleIsKept() throws Exception {
        // "hi" to E9h, and the end.
        VirtualMachine machine = machine(HexFormat.of().parseHex("b068e6e9b069e6e9b021e6f4f4ebfd"));
        assertEquals("", machine.debugOutput());
        machine.resume();
        assertEquals("powered off", told.poll(60, TimeUnit.SECONDS));
        machine.close();
        assertEquals("hi", machine.debugOutput());
    }

    @Test
    void aCrowdOfPanicsIsToldOnce() throws Exception {
        VirtualMachine machine = machine(crowd(0x505, 0x01));
        machine.resume();
        assertEquals("crashed PANIC", told.poll(60, TimeUnit.SECONDS));
        machine.close();
        assertTrue(told.isEmpty(), "told again: " + told);
    }

    @Test
    void aResetLeavesTheBatteryAlone() {
        try (VirtualMachine machine = machine(IDLE, IDLE)) {
            machine.bus().writePort(0x70, 1, 0x40);
            machine.bus().writePort(0x71, 1, 0x5a);
            machine.bus().writePort(0x3ff, 1, 0x77);
            machine.resume();
            machine.reset();
            machine.pause();
            machine.bus().writePort(0x70, 1, 0x40);
            assertEquals(0x5a, machine.bus().readPort(0x71, 1));
            assertEquals(0, machine.bus().readPort(0x3ff, 1), "the UART's scratch register");
        }
    }

    @Test
    void nothingComesInWhileItStandsStill() {
        try (VirtualMachine machine = machine(IDLE)) {
            machine.serialInputReady();
            machine.pressPowerButton();
            assertEquals(0, inputAsked.get());
            assertEquals(0, machine.bus().readPort(0x600, 2) & 0x100);
            machine.resume();
            assertTrue(inputAsked.get() > 0);
            machine.pause();
            assertEquals(0x100, machine.bus().readPort(0x600, 2) & 0x100);
            int before = inputAsked.get();
            machine.serialInputReady();
            assertEquals(before, inputAsked.get());
        }
    }

    @Test
    void aMachineThatCannotBeResetHasCrashed() throws Exception {
        try (VirtualMachine machine = machine(IDLE)) {
            machine.resume();
            assertThrows(BootException.class, machine::reset);
            assertEquals("crashed HOST_FAILURE", told.poll(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void aGuestThatCannotBeResetHasCrashed() throws Exception {
        try (VirtualMachine machine = machine(crowd(0xcf9, 0x06))) {
            machine.resume();
            assertEquals("crashed HOST_FAILURE", told.poll(60, TimeUnit.SECONDS));
        }
    }

    private final class Told implements MachineObserver {

        @Override
        public void poweredOff() {
            told.add("powered off");
        }

        @Override
        public void crashed(MachineCrash crash) {
            told.add("crashed " + crash.kind());
        }

        @Override
        public void guestFault(String device, String rule) {
            told.add(device + ": " + rule);
        }
    }
}
