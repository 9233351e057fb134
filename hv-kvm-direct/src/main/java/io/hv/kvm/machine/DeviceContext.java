package io.hv.kvm.machine;

import io.hv.kvm.bus.Clock;
import io.hv.kvm.bus.EventLoop;
import io.hv.kvm.memory.GuestMemory;

/**
 * What a machine's own virtio devices may need of it.
 *
 * @param memory the guest's RAM
 * @param clock the machine's time
 * @param loop runs timers
 */
public record DeviceContext(GuestMemory memory, Clock clock, EventLoop loop) {}
