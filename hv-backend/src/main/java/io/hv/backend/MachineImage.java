package io.hv.backend;

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

    /** Lets go of what it holds; machines made from it go on. Idempotent. */
    @Override
    void close();
}
