package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Workers;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.net.VirtioNet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A function that cannot have all its jobs leaves none behind. */
class FunctionJobsTest {

    private final List<Workers.Job> open = new ArrayList<>();
    private final IllegalStateException none = new IllegalStateException("no descriptor left");

    /** Has two jobs, and no more. */
    private final class Few implements Workers {

        private int asked;

        @Override
        public Job job(Device device, Runnable work) {
            if (asked++ == 2) {
                throw none;
            }
            Job job = new Job() {
                @Override
                public void ring() {
                    throw new AssertionError("nothing rings");
                }

                @Override
                public Hook onStore(long address, int size, OptionalLong value) {
                    throw new AssertionError("nothing is hooked");
                }

                @Override
                public void close() {
                    open.remove(this);
                }
            };
            open.add(job);
            return job;
        }
    }

    @Test
    void givesBackWhatItHas() {
        VirtioNet card = new VirtioNet("net0", 1, 1, 1500);
        Few workers = new Few();
        assertSame(
                none,
                assertThrows(
                        IllegalStateException.class,
                        () -> new VirtioFunction(card, GuestMemory.onHeap(1 << 20), workers, (device, fault) -> {})));
        assertEquals(3, workers.asked, "it has had some");
        assertEquals(List.of(), open);
    }
}
