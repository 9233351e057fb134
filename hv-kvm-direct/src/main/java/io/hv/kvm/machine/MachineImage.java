package io.hv.kvm.machine;

import io.hv.kvm.memory.FrozenMemory;
import org.jspecify.annotations.Nullable;

/**
 * A machine at one instant, from which any number of machines of the same configuration can begin, each on its own from
 * then on ({@link VirtualMachine#fork}). Safe for any thread. {@link #close()} is for its owner, once no more machines are
 * to begin from it; those that have begun do not need it any more, nor the machine that it was taken of.
 *
 * @param memory its RAM, which belongs to this image
 * @param state all else
 * @param powerOn what a machine of that configuration is after power-on, which those that begin here need not find out;
 *     null if it is not known, as of one that was saved
 */
public record MachineImage(
        FrozenMemory memory, MachineState state, @Nullable KernelState powerOn) implements AutoCloseable {

    /** Of a machine that was saved. */
    public MachineImage(FrozenMemory memory, MachineState state) {
        this(memory, state, null);
    }

    /** Gives the RAM back. Idempotent. */
    @Override
    public void close() {
        memory.close();
    }
}
