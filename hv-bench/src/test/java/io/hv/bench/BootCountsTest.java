package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BootCountsTest {

    private static final String TRACE = """
            # tracer: nop
            # entries-in-buffer/entries-written: 9/9   #P:2
            #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
                        java-100     [001] .....    10.000000: sys_enter: NR 16 (5, ae01, 0, 0, 0, 0)
             hv/boot/vcpu0-112     [000] .....    10.500000: sys_enter: NR 16 (9, ae80, 0, 0, 0, 0)
             hv/boot/vcpu0-112     [000] d....    10.600000: kvm_inj_virq: IRQ 0xec
             hv/boot/vcpu0-112     [000] .....    10.700000: kvm_userspace_exit: reason KVM_EXIT_IO (2)
             hv/boot/vcpu0-112     [000] .....    10.700001: sys_enter: NR 16 (9, ae80, 0, 0, 0, 0)
             hv/boot/vcpu0-112     [000] .....    10.710000: kvm_userspace_exit: reason KVM_EXIT_MMIO (6)
               hv/boot loop-113     [001] .....    10.720000: sys_enter: NR 1 (9, 0, 0, 0, 0, 0)
             hv/boot/vcpu0-112     [000] .....    11.000000: kvm_pio: pio_write at 0x3f8 size 1 count 1 val 0x1c
             hv/boot/vcpu0-112     [000] .....    12.000000: kvm_userspace_exit: reason KVM_EXIT_IO (2)
            """;

    @Test
    void countsFromTheFirstRunToTheMarker() {
        BootCounts counts = BootCounts.of(TRACE.lines());
        assertEquals(0.5, counts.seconds(), 1e-9);
        assertEquals(Map.of("IO", 1L, "MMIO", 1L), counts.exits());
        assertEquals(2, counts.allExits());
        assertEquals(1, counts.interrupts());
        assertEquals(3, counts.systemCalls());
    }

    @Test
    void aTraceThatLostEntriesIsNone() {
        IllegalArgumentException lost = assertThrows(
                IllegalArgumentException.class,
                () -> BootCounts.of(TRACE.replace("9/9 ", "9/12 ").lines()));
        assertTrue(String.valueOf(lost.getMessage()).contains("lost"), lost.getMessage());
    }

    @Test
    void aTraceWithoutABootIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> BootCounts.of(TRACE.replace("ae80", "ae81").lines()));
        assertThrows(
                IllegalArgumentException.class,
                () -> BootCounts.of(TRACE.replace("0x1c", "0x1d").lines()));
    }
}
