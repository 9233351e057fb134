package io.hv.mem;

import io.hv.ByteSize;
import io.hv.CrashReport;

/**
 * A domain of {@code mem:///} from its guest's side: {@code domain.as(MemDomain.class)}. What the guest does is only
 * possible while the domain is running: otherwise {@link io.hv.InvalidStateException} is thrown. Safe for any thread.
 */
public interface MemDomain {

    /** The guest prints to its console, as UTF-8. */
    void print(String text);

    /** All that the guest was sent on its console in the present run, or in the last. */
    String typed();

    /**
     * The guest writes a value to its marker port, see {@link io.hv.Domain#awaitMarker}.
     *
     * @param value 0 to 255
     */
    void mark(int value);

    /** The guest crashes. The domain is {@link io.hv.DomainState#CRASHED} soon after, not at once. */
    void crash(CrashReport report);

    /** The guest shuts itself down. The domain is {@link io.hv.DomainState#SHUTOFF} soon after, not at once. */
    void shutDown();

    /** Whether the guest obeys the next requests to shut down, in this run. */
    void obeyShutdown(boolean obey);

    /** The guest breaks a rule of a device: a {@link io.hv.GuestFaultEvent}. */
    void breakRule(String device, String rule);

    /**
     * The guest reads so much of a disk, in one request: it is counted.
     *
     * @throws io.hv.NotFoundException if it has no such disk
     */
    void readDisk(String target, ByteSize bytes);

    /**
     * The guest writes so much of a disk, in one request: it is counted, and nothing is written.
     *
     * @throws io.hv.NotFoundException if it has no such disk
     * @throws io.hv.InvalidStateException if the disk is read-only
     */
    void writeDisk(String target, ByteSize bytes);
}
