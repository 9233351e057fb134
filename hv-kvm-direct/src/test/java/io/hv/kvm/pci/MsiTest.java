package io.hv.kvm.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMsi;
import io.hv.kvm.snapshot.StateCodec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSI as a driver sets it up, and as a hostile one does. */
class MsiTest {

    private static final int SLOT = 3;
    private static final int VECTORS = 4;
    private static final int CONTROL = 2;
    private static final int ADDRESS = 4;
    private static final int DATA = 12;
    private static final int MASK = 16;
    private static final int PENDING = 20;
    private static final int ENABLE = 1;
    private static final int FOUR = 2 << 4;
    private static final int APIC = 0xfee0_1000;

    private final Side side = new Side();
    private final PciRig rig = side.rig;
    private final TestMsi messages = side.messages;
    private final Msi msi = side.function.msi();

    /** A function with MSI below a root. */
    private static final class Side {

        final PciRig rig = new PciRig();
        final TestMsi messages = new TestMsi();
        final TestLine line = new TestLine();
        final PciFunction function = PciFunction.named("three")
                .ids(0x1af4, 0x1043)
                .msi(VECTORS, messages)
                .interrupt(line, 1, PciRoot.gsi(SLOT, 1))
                .build();
        final int at;

        Side() {
            rig.root.add(SLOT, function);
            at = rig.find(SLOT, Registers.ID_MSI, 0);
            rig.command(SLOT, Registers.COMMAND_BUS_MASTER);
        }
    }

    private int read(int offset, int size) {
        return rig.read(SLOT, side.at + offset, size);
    }

    private void write(int offset, int size, int value) {
        rig.write(SLOT, side.at + offset, size, value);
    }

    private void message(int address, int data) {
        write(ADDRESS, 4, address);
        write(ADDRESS + 4, 4, 0);
        write(DATA, 2, data);
    }

    @Test
    void theCapabilitySaysWhatThereIs() {
        assertEquals(0x180 | 2 << 1, read(CONTROL, 2));
        write(0, 4, -1);
        assertEquals(0x180 | 2 << 1 | FOUR | ENABLE, read(CONTROL, 2), "no more vectors are given than are wanted");
        assertEquals(VECTORS, msi.given());
        write(ADDRESS, 4, -1);
        write(ADDRESS + 4, 4, -1);
        write(DATA, 4, -1);
        write(MASK, 4, -1);
        write(PENDING, 4, -1);
        assertEquals(0xffff_fffc, read(ADDRESS, 4));
        assertEquals(-1, read(ADDRESS + 4, 4));
        assertEquals(0xffff, read(DATA, 4));
        assertEquals(0xf, read(MASK, 4));
        assertEquals(0, read(PENDING, 4));
        assertEquals(0, rig.one.msi().vectors());
        assertEquals(0, rig.one.msi().given());
    }

    @Test
    void registersAreReachedInEveryWidth() {
        write(ADDRESS, 1, 0x78);
        write(ADDRESS + 1, 1, 0x56);
        write(ADDRESS + 2, 2, 0x1234);
        assertEquals(0x1234_5678, read(ADDRESS, 4));
        assertEquals(0x34, read(ADDRESS + 2, 1));
        write(ADDRESS + 2, 4, 0x0506_0708);
        assertEquals(0x0708_5678, read(ADDRESS, 4));
        assertEquals(0x0506, read(ADDRESS + 4, 4));
        assertEquals(0x0506_0708, read(ADDRESS + 2, 4));
    }

    @Test
    void eachVectorHasItsNumberInTheData() {
        message(APIC, 0x4043);
        write(CONTROL, 2, ENABLE | FOUR);
        assertEquals(
                List.of("open fee01000=4040", "open fee01000=4041", "open fee01000=4042", "open fee01000=4043"),
                messages.drain());
        msi.signal(0);
        msi.signal(3);
        assertEquals(List.of("signal fee01000=4040", "signal fee01000=4043"), messages.drain());
        write(DATA, 2, 0x4050);
        messages.drain();
        msi.signal(1);
        assertEquals(List.of("signal fee01000=4051"), messages.drain());
        write(CONTROL, 2, 0);
        assertEquals(0, messages.open());
    }

    @Test
    void vectorsThatAreNotGivenShareThoseThatAre() {
        message(APIC, 0x43);
        write(CONTROL, 2, ENABLE);
        assertEquals(List.of("open fee01000=43"), messages.drain());
        msi.signal(2);
        assertEquals(List.of("signal fee01000=43"), messages.drain());
        write(CONTROL, 2, ENABLE | 1 << 4);
        assertEquals(List.of("update fee01000=42", "open fee01000=43"), messages.drain());
        msi.signal(3);
        msi.signal(2);
        assertEquals(List.of("signal fee01000=43", "signal fee01000=42"), messages.drain());
        write(CONTROL, 2, ENABLE);
        assertEquals(1, messages.open());
    }

    @Test
    void aMaskedVectorWaits() {
        message(APIC, 0x40);
        write(MASK, 4, 0b0110);
        write(CONTROL, 2, ENABLE | FOUR);
        messages.drain();
        msi.signal(1);
        msi.signal(1);
        msi.signal(2);
        assertEquals(0b0110, read(PENDING, 4));
        assertEquals(List.of(), messages.drain());
        write(PENDING, 4, 0);
        write(MASK, 1, 0b0100);
        assertEquals(0b0100, read(PENDING, 4));
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), messages.drain(), "once");
    }

    @Test
    void nothingIsSignalledWhileItIsDisabledOrNotThere() {
        message(APIC, 0x40);
        msi.signal(0);
        write(CONTROL, 2, ENABLE | FOUR);
        messages.drain();
        for (int vector : new int[] {-1, VECTORS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            msi.signal(vector);
        }
        assertEquals(0, read(PENDING, 4));
        assertEquals(List.of(), messages.drain());
    }

    @Test
    void aMessageElsewhereNeverReachesTheHost() {
        message(0xfed0_0000, 0x40);
        write(CONTROL, 2, ENABLE);
        msi.signal(0);
        write(ADDRESS, 4, APIC);
        write(ADDRESS + 4, 4, 1);
        messages.drain();
        msi.signal(0);
        assertEquals(List.of(), messages.drain());
        assertEquals(0, messages.open());
        assertTrue(rig.faults.contains("three told"), rig.faults.toString());
    }

    @Test
    void withoutRoomInTheHostMessagesGoOneByOne() {
        messages.full(true);
        message(APIC, 0x40);
        write(CONTROL, 2, ENABLE);
        msi.signal(0);
        assertEquals(List.of("send fee01000=40"), messages.drain());
        assertEquals(List.of(), rig.faults);
    }

    @Test
    void aMessageWaitsForTheBusMaster() {
        message(APIC, 0x40);
        write(CONTROL, 2, ENABLE | FOUR);
        messages.drain();
        rig.command(SLOT, 0);
        msi.signal(1);
        msi.signal(1);
        assertEquals(0b0010, read(PENDING, 4));
        assertEquals(List.of(), messages.drain());
        rig.command(SLOT, Registers.COMMAND_BUS_MASTER);
        assertEquals(0, read(PENDING, 4));
        assertEquals(List.of("signal fee01000=41"), messages.drain(), "once");
    }

    @Test
    void itReplacesThePin() {
        side.function.interrupt(true);
        assertTrue(side.line.isHigh());
        write(CONTROL, 2, ENABLE);
        assertFalse(side.line.isHigh());
        write(CONTROL, 2, 0);
        assertTrue(side.line.isHigh());
    }

    @Test
    void itsStateMakesItsEffectsTrueElsewhere() {
        message(APIC, 0x40);
        write(MASK, 4, 0b0010);
        write(CONTROL, 2, ENABLE | 1 << 4);
        msi.signal(1);
        Side copy = new Side();
        StateCodec.restore(copy.function, StateCodec.read(StateCodec.encode(side.function.save())));
        assertEquals(side.function.save(), copy.function.save());
        assertEquals(List.of("open fee01000=40"), copy.messages.drain());
        copy.rig.write(SLOT, copy.at + MASK, 4, 0);
        assertEquals(List.of("open fee01000=41", "signal fee01000=41"), copy.messages.drain());
    }

    @Test
    void impossibleStatesAreRefused() {
        PciFunctionState before = side.function.save();
        for (MsiState wrong : List.of(
                new MsiState(true, 3, 0, 0, 0, 0),
                new MsiState(true, 0, 0, 0, 0x10, 0),
                new MsiState(true, 0, 0, 0, 0, Integer.MIN_VALUE))) {
            PciFunctionState state = new PciFunctionState(before.config(), 0, false, before.msix(), wrong);
            assertThrows(IllegalArgumentException.class, () -> side.function.restore(state), wrong.toString());
        }
        assertEquals(before, side.function.save());
        MsiState some = new MsiState(true, 0, 0, 0, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> rig.one.msi().check(some));
        assertThrows(IllegalArgumentException.class, () -> new MsiState(false, 6, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new MsiState(false, 0, 2, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new MsiState(false, 0, 0, 0x1_0000, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 33, 64, -1})
    void onlySomeNumbersOfVectorsArePossible(int vectors) {
        PciFunction.Builder builder = PciFunction.named("none");
        assertThrows(IllegalArgumentException.class, () -> builder.msi(vectors, messages));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingHurts(long seed) {
        rig.command(SLOT, 0);
        PciFunctionState powerOn = side.function.save();
        rig.command(SLOT, Registers.COMMAND_BUS_MASTER);
        Random random = new Random(seed);
        int[] values = {0, -1, ENABLE, ENABLE | FOUR, APIC, 0xfee0_0000, 0x0f};
        int delivered = 0;
        for (int step = 0; step < 50_000; step++) {
            int size = 1 << random.nextInt(3);
            int value = random.nextBoolean() ? values[random.nextInt(values.length)] : random.nextInt();
            if (step % 100 == 0) {
                message(APIC, value);
                write(CONTROL, 2, ENABLE | FOUR);
            } else {
                write(random.nextInt(24), size, value);
            }
            msi.signal(random.nextInt(VECTORS + 2) - 1);
            assertTrue(messages.open() <= msi.given());
            delivered += (int) messages.drain().stream()
                    .filter(event -> event.startsWith("signal"))
                    .count();
            rig.faults.forEach(fault -> assertEquals("three told", fault));
            rig.faults.clear();
        }
        assertTrue(delivered > 10, "only " + delivered + " messages");
        MsiState state = side.function.save().msi();
        assertEquals(state, StateCodec.decode(StateCodec.encode(state), MsiState.class));
        side.function.reset();
        assertEquals(powerOn, side.function.save());
        assertEquals(0, messages.open());
    }

    @Test
    void closeGivesEverythingBack() {
        message(APIC, 0x40);
        write(CONTROL, 2, ENABLE | FOUR);
        assertEquals(VECTORS, messages.open());
        side.function.close();
        side.function.close();
        assertEquals(0, messages.open());
    }
}
