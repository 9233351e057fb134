package io.hv.kvm.pci;

import static io.hv.kvm.pci.PciRig.SLOT_ONE;
import static io.hv.kvm.pci.PciRig.SLOT_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.snapshot.StateCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A function's state goes through the codec and makes its effects true in another machine. */
class PciStateTest {

    private static final int MEMORY = Registers.COMMAND_MEMORY;

    private final PciRig rig = new PciRig();
    private final PciRig copy = new PciRig();

    private void transfer() {
        StateCodec.restore(copy.one, StateCodec.read(StateCodec.encode(rig.one.save())));
        StateCodec.restore(copy.two, StateCodec.read(StateCodec.encode(rig.two.save())));
        assertEquals(rig.one.save(), copy.one.save());
        assertEquals(rig.two.save(), copy.two.save());
    }

    @Test
    void everythingIsRestored() {
        rig.command(SLOT_ONE, MEMORY | Registers.COMMAND_BUS_MASTER);
        rig.messageControl(0x8000);
        rig.table(0, 8, 0xfee0_0000L);
        rig.table(8, 8, 0x41);
        rig.one.msix().signal(1);
        rig.one.interrupt(true);
        rig.two.interrupt(true);
        rig.write(SLOT_ONE, 0x10, 4, 0xd000_0000);
        transfer();
        assertEquals(List.of("at d0000000"), copy.small.drain());
        assertEquals(List.of("open fee00000=41"), copy.msi.drain());
        assertEquals(0b10, copy.bus.readMmio(0xd000_0000L + PciRig.PENDING, 8));
        assertTrue(copy.one.busMaster());
        assertTrue(copy.lineTwo.isHigh());
        copy.messageControl(0);
        assertTrue(copy.lineOne.isHigh(), "it has waited behind MSI-X");
    }

    /** Each goes where the other is: the first finds its place taken until the second has left. */
    @Test
    void barsThatHaveChangedPlaces() {
        rig.write(SLOT_ONE, 0x10, 4, 0xc000_1000);
        rig.write(SLOT_TWO, 0x10, 4, 0xc000_0000);
        rig.command(SLOT_ONE, MEMORY);
        rig.command(SLOT_TWO, MEMORY);
        copy.command(SLOT_ONE, MEMORY);
        copy.command(SLOT_TWO, MEMORY);
        transfer();
        assertEquals(List.of("at c0000000", "nowhere", "at c0001000"), copy.small.drain());
        assertEquals(List.of("at c0001000", "nowhere", "at c0000000"), copy.other.drain());
    }

    /** Who was first is part of the state: here the one that is restored last. */
    @Test
    void aBarThatCouldNotBeReachedCannotBeReachedAgain() {
        rig.command(SLOT_TWO, MEMORY);
        rig.write(SLOT_ONE, 0x10, 4, 0xc000_1000);
        rig.command(SLOT_ONE, MEMORY);
        assertEquals(1, rig.one.save().unreachable());
        transfer();
        assertEquals(List.of(), copy.small.drain());
        assertEquals(List.of("at c0001000"), copy.other.drain());
        assertEquals(List.of(), copy.faults, "it was told when it happened");
        copy.command(SLOT_TWO, 0);
        assertEquals(List.of("at c0001000"), copy.small.drain());
    }

    @Test
    void anImpossibleStateIsRefusedAndChangesNothing() {
        rig.command(SLOT_ONE, MEMORY);
        PciFunctionState before = rig.one.save();
        byte[] config = before.config().toArray();
        config[0] ^= 1;
        MsixState few = new MsixState(false, false, List.of());
        rig.small.drain();
        for (PciFunctionState state : List.of(
                new PciFunctionState(Bytes.of(config), 0, true, before.msix(), before.msi()),
                new PciFunctionState(before.config(), 0, true, few, before.msi()))) {
            assertThrows(IllegalArgumentException.class, () -> rig.one.restore(state));
        }
        assertEquals(before, rig.one.save());
        assertEquals(List.of(), rig.small.drain());
        assertThrows(
                IllegalArgumentException.class,
                () -> new PciFunctionState(Bytes.EMPTY, 0, false, before.msix(), before.msi()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PciFunctionState(before.config(), 64, false, before.msix(), before.msi()));
        assertThrows(IllegalArgumentException.class, () -> new MsixVectorState(2, 0, false, false));
        assertThrows(IllegalArgumentException.class, () -> new MsixState(true, false, List.of()));
    }

    @Test
    void resetIsPowerOn() {
        PciFunctionState powerOn = rig.one.save();
        rig.command(SLOT_ONE, MEMORY);
        rig.messageControl(0xc000);
        rig.table(0, 8, 0x1234_5678L);
        rig.one.msix().signal(0);
        rig.one.interrupt(true);
        rig.write(SLOT_ONE, 0x1c, 4, 7);
        rig.write(SLOT_ONE, 0x3c, 1, 7);
        rig.one.reset();
        assertEquals(powerOn, rig.one.save());
    }
}
