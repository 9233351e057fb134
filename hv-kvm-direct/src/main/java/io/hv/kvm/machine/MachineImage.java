package io.hv.kvm.machine;

import io.hv.kvm.memory.FrozenMemory;

/**
 * A machine at one instant, from which any number of machines of the same configuration can begin, each on its own from
 * then on ({@link VirtualMachine#fork}). Safe for any thread. {@link #close()} is for its owner, once no more machines are
 * to begin from it; those that have begun do not need it any more, nor the machine that it was taken of.
 *
 * @param memory its RAM, which belongs to this image
 * @param state all else
 */
public record MachineImage(FrozenMemory memory, MachineState state) implements AutoCloseable {

    /** Gives the RAM back. Idempotent. */
    @Override
    public void close() {
        memory.close();
    }
}
