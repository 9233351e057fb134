package io.hv.kvm.storage;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.nativeaccess.IoVector;
import org.jspecify.annotations.Nullable;

/** Walks once through the memory of a request, in steps of any length. For one thread at a time; used again and again. */
final class Cursor {

    private @Nullable GuestMemory memory;
    private @Nullable Pieces pieces;
    private boolean written;
    private int piece;
    private long within;

    private long address;
    private long left;

    /** Begins with pieces of guest memory, and whether they are going to be written. */
    void begin(GuestMemory newMemory, Pieces newPieces, boolean isWritten) {
        memory = newMemory;
        pieces = newPieces;
        written = isWritten;
        piece = 0;
        within = 0;
    }

    /** Begins with one piece of this process's memory, which the caller keeps reachable. */
    void begin(long newAddress, long length) {
        memory = null;
        pieces = null;
        address = newAddress;
        left = length;
    }

    /**
     * Fills a vector with what comes next.
     *
     * @return how many bytes that is: as many as asked for, unless the vector is full before
     */
    long next(IoVector vector, long most) {
        vector.clear();
        Pieces guests = pieces;
        GuestMemory guest = memory;
        if (guests == null || guest == null) {
            long step = Math.min(most, left);
            boolean unused = vector.add(address, step);
            address += step;
            left -= step;
            return step;
        }
        long done = 0;
        while (done < most && piece < guests.count()) {
            long length = guests.length(piece);
            long step = Math.min(most - done, length - within);
            if (step > 0 && !vector.add(guest.hostAddress(guests.address(piece) + within, step, written), step)) {
                return done;
            }
            done += step;
            within += step;
            if (within == length) {
                piece++;
                within = 0;
            }
        }
        return done;
    }
}
