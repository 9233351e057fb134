package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hv.kvm.board.DeviceState;
import io.hv.kvm.device.VirtioDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The device contract for what has queues in memory and a transport before it: as {@code DeviceContractTest}, with a guest
 * that has a driver. Whenever the machine stands still, another one may go on in its place, or itself after all sorts of
 * things: the guest sees no difference.
 */
class VirtioContractTest {

    private static final int SEEDS = 4;
    private static final int MOVES = 6;
    private static final int HOSTILE_STEPS = 4000;
    private static final int NEEDS_RESET = 64;

    /** One of the kinds that all of this must hold for. */
    private record Subject(SubjectDevice device, boolean pci, boolean packed) {

        List<GuestOp> program(long seed) {
            return TransportProgram.of(
                    device, pci, packed, 31 * seed + toString().hashCode());
        }

        TransportGuest guest() {
            return new TransportGuest(device, pci);
        }

        @Override
        public String toString() {
            return device + (pci ? ", PCI" : ", memory-mapped") + (packed ? ", packed" : ", split");
        }
    }

    /** In the middle of what a machine may be saved. */
    private enum Middle {
        ASKED_AND_NOT_SERVED,
        ANSWERED_AND_NOT_SEEN,
        HALF_WRITTEN,
        MESSAGE_BEHIND_A_MASK,
        SECOND_ROUND,
        NEEDS_RESET;

        static Set<Middle> of(Subject subject) {
            Set<Middle> all = EnumSet.allOf(Middle.class);
            if (!subject.pci) {
                all.remove(MESSAGE_BEHIND_A_MASK);
            }
            if (!subject.packed) {
                all.remove(SECOND_ROUND);
            }
            return all;
        }
    }

    private enum Pause {
        NOTHING,
        ANOTHER_MACHINE,
        MUCH_AND_BACK
    }

    @TestFactory
    Stream<DynamicNode> contract() {
        return Arrays.stream(SubjectDevice.values())
                .flatMap(device -> Stream.of(
                        new Subject(device, true, false),
                        new Subject(device, true, true),
                        new Subject(device, false, false),
                        new Subject(device, false, true)))
                .map(VirtioContractTest::contractOf);
    }

    @Test
    void everyDeviceIsHeldToIt() {
        Set<String> devices = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.hv.kvm.virtio").stream()
                        .filter(each -> each.isAssignableTo(VirtioDevice.class))
                        .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        Set<String> subjects = Arrays.stream(SubjectDevice.values())
                .filter(each -> each != SubjectDevice.ECHO)
                .map(each -> new TransportGuest(each, false).device().getClass().getName())
                .collect(Collectors.toSet());
        assertEquals(devices, subjects);
    }

    private static DynamicNode contractOf(Subject subject) {
        return dynamicContainer(
                subject.toString(),
                Stream.of(
                        dynamicTest(
                                "another machine with its state goes on alike",
                                () -> goesOnAlike(subject, Pause.ANOTHER_MACHINE)),
                        dynamicTest(
                                "it goes on alike itself, whatever was between",
                                () -> goesOnAlike(subject, Pause.MUCH_AND_BACK)),
                        dynamicTest("it is saved in the middle of everything", () -> inTheMiddle(subject)),
                        dynamicTest("reset is power-on", () -> resetIsPowerOn(subject)),
                        dynamicTest("no guest can hurt it", () -> survivesHostility(subject))));
    }

    /** Runs a program with the same pauses each time, and something else in some of them. */
    private static List<String> run(Subject subject, long seed, Pause pause, IntPredicate when) {
        TransportGuest guest = subject.guest();
        Random random = new Random(seed);
        List<String> trace = new ArrayList<>();
        int pauses = 0;
        for (GuestOp op : subject.program(seed)) {
            if (random.nextInt(5) == 0) {
                if (when.test(pauses)) {
                    during(pause, guest, new Random(seed + pauses));
                }
                guest.machine.workers.unpark();
                String unseen = guest.observe();
                assertFalse(unseen.isEmpty());
                trace.add("paused: " + pauses);
                pauses++;
            }
            trace.add(op.name() + ": " + op.action().apply(guest) + " " + guest.observe());
        }
        trace.add(pauses + " pauses");
        guest.machine.close();
        return trace;
    }

    private static void during(Pause pause, TransportGuest guest, Random random) {
        List<DeviceState> saved = guest.machine.save();
        if (pause == Pause.ANOTHER_MACHINE) {
            guest.move();
        } else if (pause == Pause.MUCH_AND_BACK) {
            byte[] memory = guest.image();
            Outside outside = guest.outside.copy();
            hostility(guest, random, 200);
            guest.memory.write(0, memory);
            guest.subject.undo(guest.device(), guest.outside, outside);
            guest.outside.putBack(outside);
            guest.machine.restore(saved);
        }
        assertEquals(saved, guest.machine.save());
    }

    private static void goesOnAlike(Subject subject, Pause pause) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> expected = run(subject, seed, Pause.NOTHING, each -> false);
            assertAlike(expected, run(subject, seed, pause, each -> true), "in every pause, seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < MOVES; i++) {
                int at = random.nextInt(70);
                assertAlike(
                        expected, run(subject, seed, pause, each -> each == at), "in pause " + at + ", seed " + seed);
            }
        }
    }

    private static void assertAlike(List<String> expected, List<String> actual, String when) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), when + ", after " + expected.subList(Math.max(0, i - 12), i));
        }
    }

    /** Guards the test itself: what never happens proves nothing. */
    private static void inTheMiddle(Subject subject) {
        Set<Middle> seen = EnumSet.noneOf(Middle.class);
        for (int seed = 0; seed < 3 * SEEDS; seed++) {
            TransportGuest guest = subject.guest();
            GuestRegisters registers = subject.pci ? new PciRegisters(true) : new MmioRegisters();
            Random random = new Random(seed);
            boolean half = false;
            for (GuestOp op : subject.program(seed)) {
                if (random.nextInt(5) == 0) {
                    look(seen, guest, registers, half);
                    guest.machine.workers.unpark();
                }
                Object unused = op.action().apply(guest);
                half = op.half();
            }
            guest.machine.close();
        }
        assertEquals(Middle.of(subject), seen);
    }

    private static void look(Set<Middle> seen, TransportGuest guest, GuestRegisters registers, boolean half) {
        if (guest.somethingIsAsked()) {
            seen.add(Middle.ASKED_AND_NOT_SERVED);
        }
        if (guest.somethingCameBack()) {
            seen.add(Middle.ANSWERED_AND_NOT_SEEN);
        }
        if (half) {
            seen.add(Middle.HALF_WRITTEN);
        }
        if (registers.messageWaits(guest)) {
            seen.add(Middle.MESSAGE_BEHIND_A_MASK);
        }
        if (guest.somethingHasWrapped()) {
            seen.add(Middle.SECOND_ROUND);
        }
        if ((guest.machine.function().status() & NEEDS_RESET) != 0) {
            seen.add(Middle.NEEDS_RESET);
        }
    }

    private static void resetIsPowerOn(Subject subject) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<GuestOp> program = subject.program(seed);
            for (int length = 0; length < program.size(); length += 7) {
                TransportGuest guest = subject.guest();
                for (GuestOp op : program.subList(0, length)) {
                    Object unused = op.action().apply(guest);
                }
                guest.machine.reset();
                assertPowerOn(guest, "seed " + seed + ", after " + length);
            }
        }
    }

    private static void assertPowerOn(TransportGuest guest, String when) {
        TransportGuest fresh = new TransportGuest(guest.subject, guest.pci());
        fresh.outside.putBack(guest.outside);
        // A disk that was made larger remembers that outside.
        fresh.replug();
        assertEquals(fresh.machine.save(), guest.machine.save(), when);
        assertFalse(guest.machine.line.isHigh(), () -> "the line is high: " + when);
        assertEquals(0, guest.machine.messages.open(), () -> "a message is prepared: " + when);
        assertEquals(0, guest.machine.workers.hooked(), () -> "a store rings: " + when);
    }

    private static void survivesHostility(Subject subject) {
        for (int seed = 0; seed < SEEDS; seed++) {
            TransportGuest guest = subject.guest();
            for (GuestOp op : subject.program(seed).subList(0, 60)) {
                Object unused = op.action().apply(guest);
            }
            everyRegister(guest, new Random(seed));
            hostility(guest, new Random(seed), HOSTILE_STEPS);
            guest.machine.reset();
            int runs = guest.machine.workers.run(100);
            assertTrue(runs < 100, "the device works on and on");
            assertPowerOn(guest, "seed " + seed);
            guest.forgetRings();
            List<String> trace = new ArrayList<>();
            for (GuestOp op : subject.program(seed)) {
                trace.add(op.action().apply(guest));
            }
            assertTrue(trace.stream().anyMatch(each -> each.startsWith("Used")), "nothing comes back any more");
        }
    }

    /** Every offset in every width, read and written. */
    private static void everyRegister(TransportGuest guest, Random random) {
        GuestRegisters registers = guest.pci() ? new PciRegisters(true) : new MmioRegisters();
        for (GuestRegisters.Range window : registers.windows(guest)) {
            for (int offset = 0; offset < Math.min(window.size(), 0x1000); offset++) {
                for (int size = 1; size <= 8; size++) {
                    access(guest, window.address() + offset, size, random);
                }
            }
        }
    }

    private static void access(TransportGuest guest, long address, int size, Random random) {
        long read = guest.machine.bus.readMmio(address, size);
        assertTrue(size == 8 || read >>> (8 * size) == 0, "more bytes than were asked for");
        long value = random.nextInt(3) == 0 ? random.nextInt(16) : random.nextLong();
        guest.machine.store(address, size, size == 8 ? value : value & ((1L << (8 * size)) - 1));
    }

    /** Registers, memory and time, without any sense. */
    private static void hostility(TransportGuest guest, Random random, int steps) {
        GuestRegisters registers = guest.pci() ? new PciRegisters(true) : new MmioRegisters();
        for (int i = 0; i < steps; i++) {
            List<GuestRegisters.Range> windows = registers.windows(guest);
            GuestRegisters.Range window = windows.get(random.nextInt(windows.size()));
            int size = random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 1 << random.nextInt(4);
            int bound = random.nextBoolean() ? 0x80 : window.size() + 8;
            int offset = random.nextInt(bound);
            switch (random.nextInt(8)) {
                case 0 -> guest.memory.putLong(random.nextInt(0x1_0000 - 8), random.nextLong());
                case 1 -> {
                    int runs = guest.machine.workers.run(20);
                    assertTrue(runs <= 20);
                }
                case 2 -> guest.subject.happen(guest.device(), guest.outside, random);
                case 3 -> guest.machine.function().status(random.nextInt(3) == 0 ? 0 : 15);
                default -> access(guest, window.address() + (size == 3 ? offset : offset & -size), size, random);
            }
        }
        String unseen = guest.observe();
        assertFalse(unseen.isEmpty());
    }
}
