package io.hv.kvm.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMsi;
import io.hv.kvm.snapshot.StateCodec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that does anything at all. Nothing throws, nothing grows, and afterwards a reset makes all as new. */
class PciHostileTest {

    private static final int STEPS = 100_000;
    private static final int[] TELLING_REGISTERS = {0x04, 0x10, 0x18, 0x1c, 0x3c};
    private static final long[] PLACES = {
        0x0,
        0xc000_0000L,
        0xc000_1000L,
        0xd000_0000L,
        0xe000_0000L,
        0xfee0_0000L,
        0xfee0_1000L,
        0x1_0000_0000L,
        -1L,
        -0x1000L
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingHurts(long seed) {
        PciRig rig = new PciRig();
        PciFunctionState powerOn = rig.one.save();
        int size = StateCodec.encode(powerOn).length;
        Random random = new Random(seed);
        int[] registers = registers(rig);
        int reached = 0;
        int messages = 0;
        for (int step = 0; step < STEPS; step++) {
            act(rig, random, registers);
            reached += rig.small.drain().size()
                    + rig.large.drain().size()
                    + rig.other.drain().size();
            assertTrue(rig.msi.open() <= PciRig.VECTORS);
            messages += rig.msi.drain().size();
            rig.registers.drain();
            // What the bus reports is what a device threw; a root or a function tells of faults in other words.
            rig.faults.forEach(fault -> assertTrue(fault.endsWith(" told"), fault));
            rig.faults.clear();
        }
        assertTrue(reached > 1000, "only " + reached + " accesses reached a BAR");
        assertTrue(messages > 10, "only " + messages + " messages");
        PciFunctionState state = rig.one.save();
        assertEquals(state, StateCodec.decode(StateCodec.encode(state), PciFunctionState.class));
        // Numbers take more bytes the larger they are: at most 10 for each address and each data.
        assertTrue(StateCodec.encode(state).length <= size + 40 * PciRig.VECTORS);
        rig.one.reset();
        rig.two.reset();
        assertEquals(powerOn, rig.one.save());
        assertEquals(0, rig.msi.open());
    }

    private static int[] registers(PciRig rig) {
        int msix = rig.find(PciRig.SLOT_ONE, Registers.ID_MSIX, 0);
        int[] registers = Arrays.copyOf(TELLING_REGISTERS, TELLING_REGISTERS.length + 2);
        registers[TELLING_REGISTERS.length] = msix;
        registers[TELLING_REGISTERS.length + 1] = msix + 2;
        return registers;
    }

    private static void act(PciRig rig, Random random, int... registers) {
        int size = 1 + random.nextInt(8);
        long value = value(random);
        switch (random.nextInt(8)) {
            case 0 -> rig.bus.writeMmio(PciRig.ECAM + random.nextLong(PciRoot.ECAM_SIZE + 8) - 4, size, value);
            case 1 -> {
                long read = rig.bus.readMmio(PciRig.ECAM + random.nextLong(4 << 15), size);
                assertTrue(size == 8 || read >>> (8 * size) == 0, "zero-extended");
            }
            case 2 -> rig.bus.writeMmio(PciRig.ECAM + random.nextLong(4 << 15), size, value);
            case 3 -> rig.one.msix().signal(random.nextInt(6) - 1);
            case 4 -> rig.one.interrupt(random.nextBoolean());
            case 5 -> touch(rig, random, PLACES[random.nextInt(PLACES.length)] + random.nextLong(0x1000), size, value);
            case 6 -> {
                PciFunction function = random.nextBoolean() ? rig.one : rig.two;
                long bar = Integer.toUnsignedLong(function.readConfig(0x10, 4));
                boolean table = random.nextBoolean();
                touch(
                        rig,
                        random,
                        bar + (table ? PciRig.TABLE + 8 * random.nextInt(8) : random.nextInt(0x1000)),
                        8,
                        value);
            }
            default -> {
                if (random.nextInt(16) == 0) { // now and then it behaves, or nothing could be reached for long
                    rig.write(PciRig.SLOT_ONE, 0x10, 4, 0xc000_0000 + 0x1000 * random.nextInt(2));
                    rig.write(PciRig.SLOT_ONE, 0x1c, 4, 1);
                    rig.command(PciRig.SLOT_ONE, Registers.COMMAND_MEMORY | Registers.COMMAND_BUS_MASTER);
                    rig.messageControl(0x8000);
                }
                int register = registers[random.nextInt(registers.length)];
                int bits = register == Registers.COMMAND ? random.nextInt(8) : (int) value;
                rig.write(1 + random.nextInt(2), register, 1 << random.nextInt(3), bits);
            }
        }
    }

    private static void touch(PciRig rig, Random random, long address, int size, long value) {
        if (random.nextInt(4) == 0) {
            long read = rig.bus.readMmio(address, size);
            assertTrue(size == 8 || read >>> (8 * size) == 0, "zero-extended");
        } else {
            rig.bus.writeMmio(address, size, value);
        }
    }

    private static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> PLACES[random.nextInt(PLACES.length)];
            case 2 -> random.nextInt(256);
            default -> 1L << random.nextInt(64);
        };
    }

    /** The functions and the capability list of a function are entered directly as well, with what no bus would pass on. */
    @ParameterizedTest
    @ValueSource(ints = {-8, -1, 0, 3, 5, 8, 16, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void sizesAndOffsetsThatNoBusHas(int odd) {
        PciRig rig = new PciRig();
        for (int offset = -4; offset < ConfigSpace.SIZE + 8; offset++) {
            rig.one.writeConfig(offset, odd, 0);
            int read = rig.one.readConfig(offset, odd);
            assertTrue(odd > 0 || read == 0, "no bytes, no bits");
        }
        rig.one.writeConfig(odd, 4, -1);
        assertEquals(0x1041_1af4, rig.one.readConfig(0, 4));
        IoBus bus = new IoBus((device, fault) -> {});
        PciFunction function = PciFunction.named("f")
                .bar32(0, 0x1000, PciBar.EMPTY)
                .msix(2, 0, 0, 0x800, new TestMsi())
                .interrupt(new TestLine(), 1, PciRoot.gsi(1, 1))
                .build();
        new PciRoot("pci", bus, PciRig.MMIO32, PciRig.MMIO64, (device, fault) -> {}).add(1, function);
        BarShape bar = function.barShapes().get(0);
        function.writeBar(bar, 0, odd, -1);
        assertTrue(odd > 0 || function.readBar(bar, 0, odd) == 0);
    }
}
