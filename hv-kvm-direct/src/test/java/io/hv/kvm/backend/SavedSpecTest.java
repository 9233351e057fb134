package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.VcpuAffinity;
import io.hv.kvm.backend.saved.SavedSpec;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.snapshot.StateCodec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SavedSpecTest {

    private static final DomainSpec PLAIN = DomainSpec.named("web")
            .uuid(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"))
            .boot(Guests.boot(SmallGuests.helloLong()))
            .build();

    private static DomainSpec again(DomainSpec spec) {
        return StateCodec.decode(StateCodec.encode(SavedSpec.of(spec)), SavedSpec.class)
                .spec();
    }

    @Test
    void theAgentComesBack() {
        for (DomainSpec spec : List.of(
                PLAIN,
                PLAIN.edit(DomainSpec.Builder::agent),
                PLAIN.edit(DomainSpec.Builder::agent).with(KvmOptions.defaults().port("a")),
                PLAIN.with(KvmOptions.defaults().port(KvmConsoles.AGENT_PORT)))) {
            assertEquals(spec, again(spec));
        }
    }

    /** What was written before there were agents is read, and what has none is written as it was then. */
    @Test
    void withoutOneItIsAsItAlwaysWas() {
        assertFalse(StateCodec.describe(SavedSpec.of(PLAIN)).has("agent"));
        assertTrue(StateCodec.describe(SavedSpec.of(PLAIN.edit(DomainSpec.Builder::agent)))
                .has("agent"));
    }

    @Test
    void cpusAndANiceValueComeBack() {
        KvmOptions options =
                KvmOptions.defaults().affinity(VcpuAffinity.parse("0-3 0:1")).nice(-20);
        for (KvmOptions each : List.of(options, options.nice(0))) {
            assertEquals(PLAIN.with(each), again(PLAIN.with(each)));
        }
    }

    @Test
    void forwardsComeBack() {
        DomainSpec spec = PLAIN.with(
                KvmOptions.defaults().forward(PortForward.tcp(8080, 80)).forward(PortForward.udp(0, 53)));
        assertEquals(spec, again(spec));
    }
}
