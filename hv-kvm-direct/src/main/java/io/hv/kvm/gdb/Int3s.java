package io.hv.kvm.gdb;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * The INT3 instructions that stand in the guest's RAM while gdb lets it run: for breakpoints that no debug register is left
 * for. Whenever it stands still for gdb they are lifted; who stops it for another reason meanwhile, to dump it or to reset
 * it, finds them there. For one thread.
 */
final class Int3s {

    private static final byte INT3 = (byte) 0xcc;

    private record Planted(long physical, byte original) {}

    private final List<Planted> planted = new ArrayList<>();

    /** Plants them, except where nothing is mapped at present. */
    void plant(GuestMemory memory, List<VcpuThread> vcpus, List<Breakpoint> breakpoints) {
        lift(memory);
        for (Breakpoint each : breakpoints) {
            OptionalLong place = LinearMemory.ofAny(memory, vcpus, each.address());
            if (place.isPresent()) {
                planted.add(new Planted(place.getAsLong(), memory.getByte(place.getAsLong())));
                memory.putByte(place.getAsLong(), INT3);
            }
        }
    }

    /** Puts back what was there, unless the guest has written something else meanwhile. */
    void lift(GuestMemory memory) {
        // Two at one place, by two addresses: the later has seen the INT3 of the earlier.
        Collections.reverse(planted);
        for (Planted each : planted) {
            if (memory.getByte(each.physical()) == INT3) {
                memory.putByte(each.physical(), each.original());
            }
        }
        planted.clear();
    }
}
