package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.backend.Hold;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk that leaves is out of the machine before it is out of what that is told to be. */
class DepartingDiskTest {

    /** Nobody that a change of limits is told to. */
    private static final class Listener implements MachineListener {

        @Override
        public void ended(MachineEnd end) {
            throw new AssertionError(end.toString());
        }

        @Override
        public void guestFault(String device, String rule) {
            throw new AssertionError(rule);
        }

        @Override
        public Hold hold(StateReason reason) {
            throw new AssertionError(reason.toString());
        }
    }

    @Test
    void hasNoLimitToChange() throws IOException {
        DomainSpec spec = DomainSpec.named("web")
                .disk(DiskSpec.of(DiskSource.file(HostPath.of("/none"))).target("vda"))
                .build();
        DomainSpec without = spec.edit(changed -> changed.disks(List.of()));
        KvmNetworks networks = new KvmNetworks();
        try (KvmDisks none = KvmDisks.open(without);
                KvmNics cards = KvmNics.plug(spec, networks, false, List.of(), List.of())) {
            KvmHotPlug plugs = new KvmHotPlug(spec, none, cards, networks, Runnable::run, new Listener());
            DiskLimits limits = DiskLimits.none().operationsPerSecond(1);
            assertThrows(NotFoundException.class, () -> plugs.limit("vda", limits));
            assertEquals(spec, plugs.spec());
        }
    }
}
