package io.hv.backend;

import io.hv.Feature;
import java.nio.file.Path;

/**
 * All that a machine was at one moment: what {@link MachineFactory#create(MachineImage, boolean, io.hv.DomainSpec, java.util.UUID,
 * ConsoleBuffer, MachineListener)} makes others from, any number of them. Those need it no more once they are made. Safe for
 * any thread.
 */
public interface MachineImage extends AutoCloseable {

    /** What is to be told of clones made from it. */
    CloneFacts facts();

    /**
     * Writes it to a file, which appears when it is complete, in the place of another of its name, readable by its owner only.
     * If that fails, or {@code progress} says that it is cancelled, nothing is left of the new file.
     *
     * @param about whose it is
     * @throws io.hv.HypervisorException if it cannot be written
     */
    void write(Path file, SavedDomain about, Work.Progress progress);

    /**
     * Writes it to a file as {@link #write} does, but of its memory only what is not as in its base: the whole file that its
     * machine came from, in the end. Asked for only where the factory's features have {@link Feature#SAVE_DIFFERENCE}.
     *
     * @param about whose it is
     * @throws io.hv.InvalidStateException if it has no base, or the base is not as it was, or is that file
     * @throws io.hv.HypervisorException if it cannot be written
     */
    default void writeDifference(Path file, SavedDomain about, Work.Progress progress) {
        throw new IllegalStateException("a factory that claims " + Feature.SAVE_DIFFERENCE + ", and cannot");
    }

    /** Lets go of what it holds; machines made from it go on. Idempotent. */
    @Override
    void close();
}
