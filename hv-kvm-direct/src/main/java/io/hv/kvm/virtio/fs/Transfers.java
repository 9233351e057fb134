package io.hv.kvm.virtio.fs;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Chain;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.Rule;

/** FUSE_READ and FUSE_WRITE, whose data goes between a file and where it lies in the guest's memory. */
final class Transfers {

    /** Bytes of struct fuse_read_in, and of struct fuse_write_in. */
    static final int ARGUMENTS = 40;

    private static final int PIECES = 64;

    private final SharedFolder folder;
    private final GuestMemory memory;
    private final ThreadLocal<Pieces> data = ThreadLocal.withInitial(() -> new Pieces(PIECES));

    Transfers(SharedFolder folder, GuestMemory memory) {
        this.folder = folder;
        this.memory = memory;
    }

    void read(Body body, Chain chain, long unique) {
        long handle = body.readLong();
        long offset = body.readLong();
        long size = Integer.toUnsignedLong(body.readInt());
        Answer.need(chain.writer(), size);
        check(offset, size);
        Pieces to = data.get();
        to.slice(chain.writable(), Answer.HEADER, size);
        int done = folder.read(handle, memory, to, offset);
        Answer.header(chain.writer(), unique, done);
        chain.writer().wrote(done);
    }

    void write(Body body, Chain chain, long unique, long length) {
        long handle = body.readLong();
        long offset = body.readLong();
        long size = Integer.toUnsignedLong(body.readInt());
        if (size > length - ARGUMENTS) {
            throw new BrokenRule(Rule.REQUEST_TOO_SHORT);
        }
        Answer.need(chain.writer(), Long.BYTES);
        check(offset, size);
        Pieces from = data.get();
        from.slice(chain.readable(), FuseRequests.HEADER + ARGUMENTS, size);
        int done = folder.write(handle, memory, from, offset);
        Answer.header(chain.writer(), unique, Long.BYTES);
        chain.writer().writeInt(done);
        chain.writer().writeInt(0);
    }

    private static void check(long offset, long size) {
        if (offset < 0 || size > Negotiation.MOST_DATA || offset > Long.MAX_VALUE - size) {
            throw new FsError(FsError.EINVAL);
        }
    }
}
