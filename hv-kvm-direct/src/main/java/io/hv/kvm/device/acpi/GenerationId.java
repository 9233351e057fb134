package io.hv.kvm.device.acpi;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.memory.GuestMemory;

/**
 * The generation id of a virtual machine: 16 bytes in RAM that a guest reads, which are others when it goes on from a copy
 * of itself, so that it makes its random numbers and unique names anew (Microsoft, Virtual Machine Generation ID). A reset
 * changes nothing. ACPI tells where they are, and tells of a change by a general-purpose event.
 */
public final class GenerationId implements Device, Resettable, Stateful<GenerationIdState> {

    /** How many bytes it has. */
    public static final int SIZE = 16;

    /** The general-purpose event that tells of a change. */
    public static final int EVENT = 5;

    private final String name;
    private final GuestMemory memory;
    private final long address;
    private final Runnable event;
    private Bytes id;

    /**
     * An id that is in RAM from now on.
     *
     * @param address where, in RAM that the guest does not take for its own; a multiple of 8
     * @param id 16 random bytes
     * @param event raises {@link #EVENT}
     */
    public GenerationId(String name, GuestMemory memory, long address, Bytes id, Runnable event) {
        this.name = name;
        this.memory = memory;
        this.address = address;
        this.event = event;
        this.id = new GenerationIdState(id).id();
        reset();
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * The machine goes on as another one: gives it another id and tells its guest. While it stands still.
     *
     * @param other 16 random bytes
     */
    public void renew(Bytes other) {
        restore(new GenerationIdState(other));
        event.run();
    }

    /** The guest may have written there. */
    @Override
    public synchronized void reset() {
        memory.write(address, id.toArray());
    }

    @Override
    public synchronized GenerationIdState save() {
        return new GenerationIdState(id);
    }

    @Override
    public synchronized void restore(GenerationIdState state) {
        id = state.id();
        reset();
    }
}
