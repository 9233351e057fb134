package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskCountsTest {

    private static final String MARK = """
             hv/disk/vcpu0-112     [000] .....    %s: kvm_pio: pio_write at 0x3f8 size 1 count 1 val 0x1c
            """;

    private static final String BEFORE = """
            # tracer: nop
            # entries-in-buffer/entries-written: 9/9   #P:2
             hv/disk/vcpu0-112     [000] .....    10.500000: sys_enter: NR 16 (9, ae80, 0, 0, 0, 0)
             hv/disk/vcpu0-112     [000] d....    10.600000: kvm_inj_virq: IRQ 0x24
            """;

    private static final String PART = """
             hv/disk/vcpu0-112     [000] .....    11.100000: kvm_userspace_exit: reason KVM_EXIT_MMIO (6)
               hv/disk io0-113     [001] .....    11.200000: sys_enter: NR 295 (9, 0, 0, 0, 0, 0)
               hv/disk io0-113     [001] .....    11.200001: sys_enter: NR 1 (9, 0, 0, 0, 0, 0)
             hv/disk/vcpu0-112     [000] d....    11.300000: kvm_inj_virq: IRQ 0x24
             hv/disk/vcpu0-112     [000] d....    11.400000: kvm_inj_virq: IRQ 0xec
             hv/disk/vcpu0-112     [000] d....    11.450000: kvm_inj_virq: IRQ 0x24 [reinjected]
             hv/disk/vcpu0-112     [000] .....    11.500000: kvm_userspace_exit: reason KVM_EXIT_IO (2)
            """;

    private static String mark(String at) {
        return MARK.replace("%s", at);
    }

    @Test
    void countsBetweenEachPairOfMarks() {
        String trace =
                BEFORE + mark("11.000000") + PART + mark("12.000000") + PART + mark("13.000000") + mark("13.250000");
        List<DiskCounts> parts = DiskCounts.of(trace.lines());
        assertEquals(2, parts.size());
        DiskCounts first = parts.get(0);
        assertEquals(1, first.seconds(), 1e-9);
        assertEquals(Map.of("IO", 1L, "MMIO", 1L), first.exits());
        assertEquals(2, first.allExits());
        assertEquals(1, first.interrupts());
        assertEquals(1, first.timer());
        assertEquals(2, first.systemCalls());
        assertEquals(new DiskCounts(0.25, Map.of(), Map.of(), 0), parts.get(1));
    }

    @Test
    void aTraceThatIsNotWholeIsNone() {
        String trace = BEFORE + mark("11.000000") + PART;
        assertThrows(IllegalArgumentException.class, () -> DiskCounts.of(trace.lines()));
        String lost = (trace + mark("12.000000")).replace("9/9 ", "9/12 ");
        IllegalArgumentException why = assertThrows(IllegalArgumentException.class, () -> DiskCounts.of(lost.lines()));
        assertTrue(String.valueOf(why.getMessage()).contains("lost"), why.getMessage());
    }

    @Test
    void whatTheGuestSays() {
        String said = """
                the kernel says this and that
                \034\034job randread 1: status 0 requests 4001 iops 812\r
                job randwrite 16: status 0 requests 4000 iops 3311\r
                """;
        assertEquals(
                List.of(new DiskWork("randread 1", 4001, 812), new DiskWork("randwrite 16", 4000, 3311)),
                DiskWork.of(said, 2));
        assertThrows(IllegalArgumentException.class, () -> DiskWork.of(said, 3));
        assertThrows(IllegalArgumentException.class, () -> DiskWork.of(said.replace("status 0", "status 1"), 2));
    }
}
