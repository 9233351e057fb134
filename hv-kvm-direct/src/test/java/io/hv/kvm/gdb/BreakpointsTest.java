package io.hv.kvm.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.gdb.Breakpoint.Kind;
import io.hv.kvm.ioctl.GuestDebug;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a debug register, and who has to do with an INT3. */
class BreakpointsTest {

    private static final int BELOW = 0x1000;

    /** INT3 is possible below 1000h. */
    private final Breakpoints breakpoints = new Breakpoints(4, address -> address < BELOW);

    private static Breakpoint software(long address) {
        return new Breakpoint(Kind.SOFTWARE, address, 1);
    }

    @Test
    void ordinaryOnesUseRegistersAsLongAsThereAreAny() {
        for (int i = 0; i < 5; i++) {
            breakpoints.insert(software(i));
        }
        assertEquals(4, breakpoints.inRegisters().size());
        assertEquals(List.of(software(4)), breakpoints.planted());
        assertEquals(software(4), breakpoints.plantedAt(4).orElseThrow());
        int control = breakpoints.debug(0).control();
        assertEquals(GuestDebug.ENABLE | GuestDebug.HARDWARE | GuestDebug.SOFTWARE, control);
    }

    @Test
    void oneThatNeedsARegisterTakesItFromOneThatDoesNot() {
        for (int i = 0; i < 4; i++) {
            breakpoints.insert(software(i));
        }
        breakpoints.insert(new Breakpoint(Kind.WRITE, 0x2000, 4));
        assertEquals(
                new Breakpoint(Kind.WRITE, 0x2000, 4), breakpoints.inRegisters().get(0));
        assertEquals(List.of(software(3)), breakpoints.planted());
    }

    @Test
    void whatFitsNowhereIsRefusedAndForgotten() {
        for (int i = 0; i < 4; i++) {
            breakpoints.insert(new Breakpoint(Kind.HARDWARE, i, 1));
        }
        assertEquals(
                "E1c",
                assertThrows(GdbError.class, () -> breakpoints.insert(software(BELOW)))
                        .packet());
        assertEquals(
                "E1c",
                assertThrows(GdbError.class, () -> breakpoints.insert(new Breakpoint(Kind.HARDWARE, 9, 1)))
                        .packet());
        breakpoints.insert(software(1));
        assertEquals(5, breakpoints.inRegisters().size() + breakpoints.planted().size());
    }

    @Test
    void theSameTwiceIsOne() {
        breakpoints.insert(software(1));
        breakpoints.insert(software(1));
        breakpoints.remove(software(1));
        breakpoints.remove(software(1));
        assertEquals(GuestDebug.OFF, breakpoints.debug(0));
    }

    /** DR7: G0 to G3 are bits 1, 3, 5, 7; condition and length of register 0 begin at bit 16, of 1 at bit 20. */
    @Test
    void theControlRegister() {
        breakpoints.insert(new Breakpoint(Kind.HARDWARE, 0x10, 1));
        breakpoints.insert(new Breakpoint(Kind.WRITE, 0x20, 4));
        breakpoints.insert(new Breakpoint(Kind.ACCESS, 0x28, 8));
        GuestDebug debug = breakpoints.debug(0);
        assertEquals(List.of(0x10L, 0x20L, 0x28L), debug.addresses());
        assertEquals(0x0bd0_042aL, debug.dr7());
    }

    @Test
    void whatNoProcessorCanWatch() {
        for (int length : new int[] {0, 3, 16}) {
            assertThrows(GdbError.class, () -> breakpoints.insert(new Breakpoint(Kind.WRITE, 0, length)));
        }
        assertThrows(GdbError.class, () -> breakpoints.insert(new Breakpoint(Kind.WRITE, 2, 4)));
    }
}
