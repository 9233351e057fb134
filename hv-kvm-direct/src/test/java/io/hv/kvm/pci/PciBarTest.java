package io.hv.kvm.pci;

import static io.hv.kvm.pci.PciRig.SLOT_ONE;
import static io.hv.kvm.pci.PciRig.SLOT_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BARs where the root has put them, and where a guest moves them. */
class PciBarTest {

    private static final int MEMORY = Registers.COMMAND_MEMORY;
    private static final long HOME_ONE = 0xc000_0000L;
    private static final long HOME_TWO = 0xc000_1000L;
    private static final long ABSENT = 0xffff_ffffL;

    private final PciRig rig = new PciRig();

    @Test
    void theyAreReachableOnlyWhileMemoryIsDecoded() {
        assertEquals(ABSENT, rig.bus.readMmio(HOME_ONE + 4, 4));
        rig.command(SLOT_ONE, MEMORY);
        assertEquals(List.of("at c0000000"), rig.small.drain());
        assertEquals(List.of("at 100000000"), rig.large.drain());
        assertEquals(5, rig.bus.readMmio(HOME_ONE + 4, 4));
        rig.bus.writeMmio(0x1_0000_0000L + 0xf_fff8, 8, -2);
        assertEquals(List.of("write ffff8/8=fffffffffffffffe"), rig.large.drain());
        rig.command(SLOT_ONE, 0);
        assertEquals(ABSENT, rig.bus.readMmio(HOME_ONE + 4, 4));
        assertEquals(List.of("read 4/4", "nowhere"), rig.small.drain());
    }

    @Test
    void theyGoWhereTheGuestPutsThem() {
        rig.command(SLOT_ONE, MEMORY);
        rig.write(SLOT_ONE, 0x10, 4, 0xd234_5000);
        assertEquals(ABSENT, rig.bus.readMmio(HOME_ONE, 4));
        assertEquals(1, rig.bus.readMmio(0xd234_5000L, 4));
        assertEquals(List.of("at c0000000", "at d2345000", "read 0/4"), rig.small.drain());
        rig.command(SLOT_ONE, 0);
        rig.write(SLOT_ONE, 0x18, 4, 0);
        rig.write(SLOT_ONE, 0x1c, 4, 9);
        rig.command(SLOT_ONE, MEMORY);
        assertEquals(List.of("at 100000000", "nowhere", "at 900000000"), rig.large.drain());
        assertEquals(List.of(), rig.faults);
    }

    /** RAM, configuration space, IO-APIC, local APIC, the end of the address space, half outside a window. */
    @ParameterizedTest
    @ValueSource(ints = {0x0010_0000, 0xe000_0000, 0xfec0_0000, 0xfee0_0000, 0xf000_0000, 0xbfff_f000})
    void outsideTheWindowsTheyAreUnreachable(int address) {
        rig.command(SLOT_ONE, MEMORY);
        rig.write(SLOT_ONE, 0x10, 4, address);
        assertEquals(List.of("at c0000000", "nowhere"), rig.small.drain());
        assertEquals(List.of("one told"), rig.faults);
        assertEquals(0x1041_1af4, rig.read(SLOT_ONE, 0, 4), "configuration space is where it was");
        assertEquals(address, rig.read(SLOT_ONE, 0x10, 4));
        assertEquals(1, rig.bus.readMmio(0x1_0000_0000L, 4), "the other BAR goes on");
        rig.write(SLOT_ONE, 0x10, 4, (int) HOME_ONE);
        assertEquals(List.of("at c0000000"), rig.small.drain());
    }

    @Test
    void anAddressBeyondAllWindowsIsUnreachable() {
        rig.command(SLOT_ONE, MEMORY);
        rig.write(SLOT_ONE, 0x1c, 4, 0x8000_0000);
        assertEquals(List.of("at 100000000", "nowhere"), rig.large.drain());
        assertEquals(List.of("one told"), rig.faults);
    }

    @Test
    void whoWasFirstKeepsTheAddresses() {
        rig.command(SLOT_ONE, MEMORY);
        rig.command(SLOT_TWO, MEMORY);
        rig.write(SLOT_ONE, 0x10, 4, (int) HOME_TWO);
        assertEquals(List.of("one told"), rig.faults);
        assertEquals(List.of("at c0000000", "nowhere"), rig.small.drain());
        assertEquals(1, rig.bus.readMmio(HOME_TWO, 4));
        assertEquals(List.of("at c0001000", "read 0/4"), rig.other.drain());
        rig.write(SLOT_TWO, 0x10, 4, (int) HOME_ONE);
        assertEquals(List.of("at c0000000"), rig.other.drain());
        assertEquals(List.of("at c0001000"), rig.small.drain(), "it has waited for that");
        assertEquals(List.of("one told"), rig.faults);
    }

    @Test
    void anotherDeviceOnTheBusIsNotCoveredEither() {
        rig.bus.claimMmio(rig.root, 0xd000_0000L, 0x100);
        rig.command(SLOT_TWO, MEMORY);
        rig.write(SLOT_TWO, 0x10, 4, 0xd000_0000);
        assertEquals(List.of("at c0001000", "nowhere"), rig.other.drain());
        assertEquals(List.of("two told"), rig.faults);
    }

    @Test
    void sizingWhileItDecodesIsNoFault() {
        rig.command(SLOT_ONE, MEMORY);
        for (int register = 0x10; register < 0x28; register += 4) {
            int before = rig.read(SLOT_ONE, register, 4);
            rig.write(SLOT_ONE, register, 4, -1);
            rig.write(SLOT_ONE, register, 4, before);
        }
        assertEquals(List.of(), rig.faults);
        assertEquals(List.of("at c0000000", "nowhere", "at c0000000"), rig.small.drain());
        assertEquals(1, rig.bus.readMmio(0x1_0000_0000L, 4));
    }

    @Test
    void aDeviceThatFailsWhenMovedDoesNotStopTheOthers() {
        rig.small.breakDown();
        rig.command(SLOT_ONE, MEMORY);
        assertEquals(List.of("one told"), rig.faults);
        assertEquals(List.of("at 100000000"), rig.large.drain());
        assertEquals(MEMORY, rig.read(SLOT_ONE, Registers.COMMAND, 2));
    }

    @Test
    void resetTakesThemHome() {
        rig.command(SLOT_ONE, MEMORY);
        rig.write(SLOT_ONE, 0x10, 4, 0xd000_0000);
        rig.one.reset();
        assertEquals(List.of("at c0000000", "at d0000000", "nowhere"), rig.small.drain());
        assertEquals(0xc000_0000, rig.read(SLOT_ONE, 0x10, 4));
        assertEquals(ABSENT, rig.bus.readMmio(0xd000_0000L, 4));
    }

    @Test
    void aClosedFunctionIsUnreachable() {
        rig.command(SLOT_ONE, MEMORY);
        rig.one.close();
        rig.one.close();
        assertEquals(List.of("at c0000000", "nowhere"), rig.small.drain());
        rig.command(SLOT_ONE, 0);
        rig.command(SLOT_ONE, MEMORY);
        assertEquals(List.of(), rig.small.drain());
    }
}
