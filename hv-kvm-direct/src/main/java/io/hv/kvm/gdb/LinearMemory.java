package io.hv.kvm.gdb;

import io.hv.kvm.ioctl.Sregs;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.PageWalk;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** RAM as a vCPU sees it: by linear address. Devices are never touched: reading some changes them. */
final class LinearMemory {

    private final GuestMemory memory;
    private final PageWalk walk;

    LinearMemory(GuestMemory memory, PageWalk walk) {
        this.memory = memory;
        this.walk = walk;
    }

    /** As a paused vCPU sees it now. */
    static LinearMemory of(GuestMemory memory, VcpuThread vcpu) {
        Sregs system = vcpu.call(each -> each.sregs());
        return new LinearMemory(memory, new PageWalk(memory, system.cr0(), system.cr3(), system.cr4(), system.efer()));
    }

    /** The physical address of RAM that a linear address means to the first vCPU to which it means any. */
    static OptionalLong ofAny(GuestMemory memory, List<VcpuThread> vcpus, long address) {
        for (VcpuThread vcpu : vcpus) {
            OptionalLong physical = of(memory, vcpu).ram(address, 1);
            if (physical.isPresent()) {
                return physical;
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong ram(long address, int length) {
        OptionalLong physical = walk.physical(address);
        return physical.isPresent() && memory.contains(physical.getAsLong(), length) ? physical : OptionalLong.empty();
    }

    /** How many of so many bytes at an address lie in its page. */
    private static int step(long address, int length) {
        return (int) Math.min(length, PageWalk.PAGE - (address & (PageWalk.PAGE - 1)));
    }

    byte[] read(long address, int length) {
        byte[] copy = new byte[length];
        int done = 0;
        while (done < length) {
            int step = step(address + done, length - done);
            OptionalLong physical = ram(address + done, step);
            if (physical.isEmpty()) {
                break;
            }
            memory.read(physical.getAsLong(), copy, done, step);
            done += step;
        }
        if (done == 0 && length > 0) {
            throw GdbError.unmapped(address);
        }
        return Arrays.copyOf(copy, done);
    }

    void write(long address, byte[] bytes) {
        List<Long> places = new ArrayList<>();
        for (int done = 0; done < bytes.length; ) {
            int step = step(address + done, bytes.length - done);
            long at = address + done;
            places.add(ram(at, step).orElseThrow(() -> GdbError.unmapped(at)));
            done += step;
        }
        int done = 0;
        for (long place : places) {
            int step = step(address + done, bytes.length - done);
            memory.write(place, bytes, done, step);
            done += step;
        }
    }
}
