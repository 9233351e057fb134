package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuSpecTest {

    @Test
    void whatItSays() {
        CpuSpec spec = CpuSpec.model("x86-64-v3").without("avx2").without("fma", "avx2");
        assertEquals(Optional.of("x86-64-v3"), spec.model());
        assertEquals(Set.of("avx2", "fma"), spec.without());
        assertEquals("x86-64-v3 without avx2, fma", spec.toString());
        assertEquals("host", CpuSpec.host().toString());
        assertEquals(Optional.empty(), CpuSpec.host().model());
    }

    @Test
    void equalIsWhatSaysTheSame() {
        assertEquals(
                CpuSpec.host().without("a", "b"), CpuSpec.host().without("b").without("a"));
        assertEquals(
                CpuSpec.host().without("a", "b").hashCode(),
                CpuSpec.host().without("b", "a").hashCode());
        assertNotEquals(CpuSpec.host(), CpuSpec.model("host"));
        assertNotEquals(CpuSpec.host(), CpuSpec.host().without("a"));
    }

    @Test
    void aDomainsSpecCarriesIt() {
        DomainSpec plain = DomainSpec.named("a").build();
        assertEquals(Optional.empty(), plain.cpu());
        DomainSpec masked = plain.edit(b -> b.cpu(CpuSpec.host().without("avx")));
        assertEquals(Optional.of(CpuSpec.host().without("avx")), masked.cpu());
        assertNotEquals(plain, masked);
        assertEquals(masked, masked.toBuilder().build());
        assertEquals("'a' 128 MiB, 1 vCPU (host without avx)", masked.toString());
    }
}
