package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CpuSpec;
import io.hv.DomainSpec;
import io.hv.SpecFault;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.ioctl.CpuidEntry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuChoiceTest {

    private static final List<CpuidEntry> OLD = List.of(
            CpuidEntry.leaf(1, 0, 0, 1 << 0 | 1 << 9 | 1 << 13 | 1 << 19 | 1 << 20 | 1 << 23, -1),
            CpuidEntry.leaf(0x80000001, 0, 0, 1, -1));

    @Test
    void whatTheHostHasNotIsNamed() {
        assertEquals(List.of(), CpuChoice.check(CpuSpec.model("x86-64-v2"), OLD));
        List<SpecFault> faults = CpuChoice.check(CpuSpec.model("x86-64-v3"), OLD);
        assertEquals(1, faults.size());
        assertEquals("cpu.model", faults.get(0).path());
        assertTrue(
                faults.get(0).why().contains("abm, avx, avx2, bmi1, bmi2, f16c, fma, movbe, xsave"), faults::toString);
    }

    @Test
    void unknownNamesAreFaultsEach() {
        List<SpecFault> faults = CpuChoice.check(CpuSpec.model("z80").without("turbo", "avx", "warp"), OLD);
        assertEquals(
                List.of("z80", "turbo", "warp"),
                faults.stream().map(SpecFault::value).toList());
        assertTrue(faults.get(0).remedy().contains("x86-64-v1, x86-64-v2"), faults::toString);
        assertTrue(faults.get(1).remedy().contains(" avx "), faults::toString);
    }

    @Test
    void theOptionAddsToTheSpec() {
        DomainSpec spec =
                DomainSpec.named("a").cpu(CpuSpec.host().without("smap")).build();
        KvmOptions options = KvmOptions.defaults();
        assertEquals(Set.of("smap"), CpuChoice.hidden(spec, options.hideXsave(false)));
        assertEquals(Set.of("smap", "xsave"), CpuChoice.hidden(spec, options.hideXsave(true)));
        assertEquals(Set.of(), CpuChoice.hidden(DomainSpec.named("a").build(), options.hideXsave(false)));
    }
}
