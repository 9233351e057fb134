package io.hv.kvm.memory;

import io.hv.nativeaccess.IoVector;
import org.jspecify.annotations.Nullable;

/**
 * Walks once through the memory of a request, in steps of any length, each a vector for a system call. For one thread at a time;
 * used again and again.
 */
public final class ExtentCursor {

    private @Nullable GuestMemory memory;
    private @Nullable Extents extents;
    private boolean written;
    private int extent;
    private long within;

    private long address;
    private long left;

    /** At the end of nothing. */
    public ExtentCursor() {}

    /** Begins with extents of guest memory, and whether they are going to be written. */
    public void begin(GuestMemory newMemory, Extents newExtents, boolean isWritten) {
        memory = newMemory;
        extents = newExtents;
        written = isWritten;
        extent = 0;
        within = 0;
    }

    /** Begins with one piece of this process's memory, which the caller keeps reachable. */
    public void begin(long newAddress, long length) {
        memory = null;
        extents = null;
        address = newAddress;
        left = length;
    }

    /**
     * Fills a vector with what comes next.
     *
     * @return how many bytes that is: as many as asked for, unless the vector is full before
     */
    public long next(IoVector vector, long most) {
        vector.clear();
        Extents guests = extents;
        GuestMemory guest = memory;
        if (guests == null || guest == null) {
            long step = Math.min(most, left);
            boolean unused = vector.add(address, step);
            address += step;
            left -= step;
            return step;
        }
        long done = 0;
        while (done < most && extent < guests.count()) {
            long length = guests.length(extent);
            long step = Math.min(most - done, length - within);
            if (step > 0 && !vector.add(guest.hostAddress(guests.address(extent) + within, step, written), step)) {
                return done;
            }
            done += step;
            within += step;
            if (within == length) {
                extent++;
                within = 0;
            }
        }
        return done;
    }
}
