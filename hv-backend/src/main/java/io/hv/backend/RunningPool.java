package io.hv.backend;

import io.hv.ByteSize;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.util.List;
import java.util.Optional;

/**
 * A pool that is active, as a {@link MachineFactory} makes it. What changes it is called by one thread at a time and never after
 * {@link #close()}; what only asks may come from any thread, at any time.
 */
public interface RunningPool extends AutoCloseable {

    /** How much room there is in all, when it was last looked at. */
    ByteSize capacity();

    /** How much of that is free. */
    ByteSize available();

    /**
     * Looks again at what is in it.
     *
     * @throws io.hv.HypervisorException if it cannot
     */
    void refresh();

    /** What it cannot honour of a volume. Changes nothing. */
    List<SpecFault> check(VolumeSpec spec);

    /** All its volumes, in any order. */
    List<VolumeFacts> volumes();

    /** The volume of that name, if there is one. */
    Optional<VolumeFacts> find(String name);

    /**
     * Makes a volume.
     *
     * @param spec in which {@link #check} finds no fault
     * @throws io.hv.AlreadyExistsException if there is one of that name
     * @throws io.hv.HypervisorException if it cannot be made; nothing is left of it then
     */
    void create(VolumeSpec spec);

    /**
     * Makes a volume larger.
     *
     * @param capacity more than it has, a multiple of 512 bytes
     * @throws io.hv.NotFoundException if it is gone
     * @throws io.hv.HypervisorException if it cannot; it is as it was then
     */
    void resize(String name, ByteSize capacity);

    /**
     * Removes a volume.
     *
     * @throws io.hv.NotFoundException if it is gone
     * @throws io.hv.HypervisorException if it cannot
     */
    void delete(String name);

    /**
     * Ends it; its volumes stay. Called once.
     *
     * @throws io.hv.HypervisorException if something could not be released; it is not active any more all the same
     */
    @Override
    void close();
}
