package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryUseTest {

    private static final String SMAPS = """
            7f0000000000-7f0010000000 rw-p 00000000 00:01 4711                       /memfd:hv-guest (deleted)
            Size:             262144 kB
            Rss:               65600 kB
            Pss:                6600 kB
            Pss_Dirty:            64 kB
            Anonymous:            40 kB
            VmFlags: rd wr mr mw me nr sd
            7f0010000000-7f0010001000 rw-s 00000000 00:0e 12                         anon_inode:kvm-vcpu:0
            Rss:                   4 kB
            Pss:                   4 kB
            Anonymous:             0 kB
            7f0020000000-7f0020010000 rw-p 00000000 00:00 0
            Pss:                  64 kB
            Anonymous:            64 kB
            """;

    private static final String MEMINFO = """
            MemTotal:       24684092 kB
            Slab:             475160 kB
            SReclaimable:     421752 kB
            SUnreclaim:        53408 kB
            KernelStack:        3700 kB
            PageTables:         8608 kB
            SecPageTables:        12 kB
            VmallocTotal:   34359738367 kB
            VmallocUsed:       18600 kB
            Percpu:             1336 kB
            HugePages_Total:       0
            """;

    @Test
    void guestsRamIsToldApartFromAllElse() {
        MemoryUse use = MemoryUse.of(SMAPS.lines(), MEMINFO.lines(), 1000);
        assertEquals(68 * 1024, use.process());
        assertEquals(40 * 1024, use.guests());
        assertEquals((53408 + 8608 + 12 + 3700 + 1336) * 1024L, use.kernel());
        assertEquals((18600 - 3700) * 1024L, use.tables());
        assertEquals(use.process() + use.kernel() + 1000, use.besideGuests());
        assertEquals(use.guests(), use.json().get("guests"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasSome() {
        MemoryUse now = MemoryUse.now();
        assertTrue(now.process() > 1 << 20 && now.kernel() > 1 << 20 && now.heap() > 1 << 10, now.toString());
    }
}
