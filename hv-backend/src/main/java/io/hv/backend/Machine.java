package io.hv.backend;

import io.hv.ByteSize;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HypervisorException;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.backend.agent.AgentChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a domain inside this process, from power-on to its end. {@link EmbeddedHosts} calls {@link #resume},
 * {@link #suspend}, {@link #reset}, {@link #requestShutdown} and what is about disks one at a time and only where they are
 * legal; but the guest may end at any moment, and then each of them does nothing, and questions are answered as for the
 * last moment of the run. Disks are named by the targets of the spec; no other is asked for.
 */
public interface Machine extends AutoCloseable {

    /**
     * Lets the vCPUs run: the first time, and after {@link #suspend()}.
     *
     * <p>A failure is one of three. A refusal, of which the machine takes no harm: a {@link HypervisorException}; no vCPU
     * runs when it is thrown, and a further call may succeed. A failure that the machine does not survive: it tells so by
     * {@link MachineListener#ended} with {@link MachineEnd#failed()} before it throws its {@link HypervisorException}.
     * Anything else that is thrown is an error of the machine's own code, after which nothing is known of it: it is
     * closed.
     *
     * <p>A machine whose first run is refused is closed too when the domain was to be started running.
     *
     * @throws HypervisorException if it cannot run
     */
    void resume();

    /** Stops the vCPUs. When it returns, none runs. */
    void suspend();

    /** Puts vCPUs and devices into their power-on state, loads the boot image again, and lets the vCPUs run. */
    void reset();

    /** Presses the power button. Does not wait. */
    void requestShutdown();

    /** How large the guest sees a disk; asked for only where the factory's features have {@link Feature#DISKS}. */
    default ByteSize diskCapacity(String target) {
        throw new IllegalStateException("a factory that claims " + Feature.DISKS + ", and machines without disks");
    }

    /**
     * Makes a disk larger or smaller and tells the guest; called only where the factory's features have
     * {@link Feature#DISK_RESIZE}, and not for a disk that is read-only.
     *
     * @param capacity whole sectors, at least one
     * @throws HypervisorException if that fails; the disk is as before
     */
    default void resizeDisk(String target, ByteSize capacity) {
        throw new IllegalStateException("a factory that claims " + Feature.DISK_RESIZE + ", and a machine that cannot");
    }

    /** What a disk has done in this run; asked for only where the features have {@link Feature#DISK_STATISTICS}. */
    default DiskStatistics diskStatistics(String target) {
        throw new IllegalStateException("a factory that claims " + Feature.DISK_STATISTICS + ", and does not count");
    }

    /** Whether the cable of a card of the spec's is in; asked for only where the features have {@link Feature#NICS}. */
    default boolean isLinkUp(MacAddress card) {
        throw new IllegalStateException("a factory that claims " + Feature.NICS + ", and machines without cards");
    }

    /** Pulls the cable of a card of the spec's out, or puts it in; called only where the features have {@link Feature#NIC_LINK}. */
    default void link(MacAddress card, boolean up) {
        throw new IllegalStateException("a factory that claims " + Feature.NIC_LINK + ", and a machine that cannot");
    }

    /**
     * What it is now: the spec that it was made of, with the disks and cards that it has by now. Asked for only where the features
     * have {@link Feature#HOT_PLUG}; by any thread.
     */
    default DomainSpec spec() {
        throw new IllegalStateException("a factory that claims " + Feature.HOT_PLUG + ", and a machine that cannot");
    }

    /**
     * Puts a disk in, while it runs or is suspended; called only where the features have {@link Feature#HOT_PLUG}.
     *
     * @param disk that was found right beside the others, with a target that is free
     * @throws HypervisorException if it cannot be; nothing has changed then
     */
    default void attach(DiskSpec disk) {
        throw new IllegalStateException("a factory that claims " + Feature.HOT_PLUG + ", and a machine that cannot");
    }

    /**
     * Puts a network card in, as {@link #attach(DiskSpec)} does a disk.
     *
     * @param nic with an address that is free
     */
    default void attach(NicSpec nic) {
        throw new IllegalStateException("a factory that claims " + Feature.HOT_PLUG + ", and a machine that cannot");
    }

    /**
     * Asks the guest to let go of a disk that it has, and does not wait; called only where the features have
     * {@link Feature#HOT_PLUG}. {@link MachineListener#detached} tells when it is out. It may be asked for again.
     */
    default void detachDisk(String target) {
        throw new IllegalStateException("a factory that claims " + Feature.HOT_PLUG + ", and a machine that cannot");
    }

    /** The same of a network card. */
    default void detachNic(MacAddress card) {
        throw new IllegalStateException("a factory that claims " + Feature.HOT_PLUG + ", and a machine that cannot");
    }

    /** How long the host's processors have worked for it in this run; asked for only where the features have {@link Feature#STATISTICS}. */
    default Duration cpuTime() {
        throw new IllegalStateException("a factory that claims " + Feature.STATISTICS + ", and does not count");
    }

    /**
     * The port of its guest's agent, the same each time; nothing where its spec has none. Asked for only where the factory's
     * features have {@link Feature#AGENT}. Closed once the machine has ended. A machine that goes on from an image has one of
     * its own, in which there is nothing of what was on its way in the image's.
     */
    default Optional<AgentChannel> agentChannel() {
        throw new IllegalStateException("a factory that claims " + Feature.AGENT + ", and machines without a channel");
    }

    /** What is to be told of clones that were made now; asked for only where the features have {@link Feature#CLONE_LIVE}. */
    default CloneFacts cloneFacts() {
        throw new IllegalStateException("a factory that claims " + Feature.CLONE_LIVE + ", and a machine that cannot");
    }

    /**
     * Waits for what goes on in the background and would keep it from being saved, as far as that ends by itself. Called while
     * it runs or is suspended, before a save.
     */
    default void awaitSavable() {}

    /**
     * Refuses a save of the difference that {@link MachineImage#writeDifference} would refuse later; called while it runs or
     * is suspended, and only where the factory's features have {@link Feature#SAVE_DIFFERENCE}.
     *
     * @param file where it is to be written to
     * @throws io.hv.InvalidStateException if it has no base, or that is not as it was, or is that file
     */
    default void requireBase(Path file) {
        throw new IllegalStateException("a factory that claims " + Feature.SAVE_DIFFERENCE + ", and cannot");
    }

    /**
     * Takes all that it is now; called only while no vCPU runs, and where the features have {@link Feature#CLONE_LIVE} or
     * {@link Feature#SAVE}. Machines that are made from the image and this one see nothing of each other's from then on.
     *
     * @throws HypervisorException if that is not possible; the machine is as before
     */
    default MachineImage image() {
        throw new IllegalStateException("a factory that claims " + Feature.CLONE_LIVE + ", and a machine that cannot");
    }

    /**
     * What a backend adds to {@link io.hv.Domain#evidence()}: texts by names of files. Asked for in any state, by any thread
     * and while others use the machine, after {@link #close()} too; waits no longer than a suspension does. What cannot be told is left out, or
     * says why.
     */
    default Map<String, String> evidence() {
        return Map.of();
    }

    /**
     * Ends it at once and releases all that it holds: threads, memory, files. Idempotent; may be called by any thread
     * that is not the machine's own. The closed object is kept for what it can still tell of its run, until the next.
     *
     * @throws HypervisorException if something could not be released; all else has been
     */
    @Override
    void close();
}
