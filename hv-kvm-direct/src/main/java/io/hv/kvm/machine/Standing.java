package io.hv.kvm.machine;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.List;

/**
 * A machine that stands still, to be looked at and changed. Good only for as long as {@link VirtualMachine#inspect} says.
 *
 * @param memory its RAM
 * @param vcpus by number, paused
 */
public record Standing(GuestMemory memory, List<VcpuThread> vcpus) {}
