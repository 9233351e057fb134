package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FolderListing;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileCalls;
import io.hv.nativeaccess.FolderCalls;
import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an open folder's entries, as getdents64(2) has them, and keeps those for which there was no room: who goes on where
 * he was goes on by them. A file system may count places from its first entry, and then loses the place when that is removed
 * meanwhile. For one thread at a time.
 */
final class Lister {

    /** Instead of a number: the folder above is the guest's, too. */
    static final long AS_IT_IS = -1;

    private static final int ROOM = 1 << 13;
    private static final int INODE = 0;
    private static final int NEXT = 8;
    private static final int LENGTH = 16;
    private static final int KIND = 18;
    private static final int NAME = 19;

    private final Fd folder;
    private final long above;
    private final NativeMemory entries = NativeMemory.allocate(ROOM);
    private int at;
    private int length;
    /** Where what comes next begins. */
    private long place;

    /**
     * Of a folder that is open.
     *
     * @param above what to tell the number of the folder above is, where that is none of the guest's business; or
     *     {@link #AS_IT_IS}
     */
    Lister(Fd folder, long above) {
        this.folder = folder;
        this.above = above;
    }

    /**
     * Lists from a place on.
     *
     * @param looking finds out what an entry is; null where that is not asked for
     */
    void list(FolderCalls calls, long from, @Nullable Function<byte[], Entry> looking, FolderListing into) {
        go(from);
        boolean first = true;
        while (at < length || more(calls)) {
            byte[] name = name();
            if (!into.fits(name.length)) {
                if (first) {
                    throw new FsError(FsError.EINVAL);
                }
                return;
            }
            first = false;
            add(name, looking, into);
            place = entries.buffer().getLong(at + NEXT);
            at += entries.buffer().getShort(at + LENGTH);
        }
    }

    private void go(long from) {
        if (from == 0 || from != place) {
            long unused = Results.check(FileCalls.seek(folder, from, 0));
            at = 0;
            length = 0;
            place = from;
        }
    }

    private boolean more(FolderCalls calls) {
        at = 0;
        length = 0;
        length = Results.check(calls.list(folder, entries));
        return length > 0;
    }

    private void add(byte[] name, @Nullable Function<byte[], Entry> looking, FolderListing into) {
        ByteBuffer all = entries.buffer();
        boolean hidden = above != AS_IT_IS && name.length == 2 && name[0] == '.' && name[1] == '.';
        long inode = hidden ? above : all.getLong(at + INODE);
        Entry entry = looking == null || !FolderCalls.isName(name) ? null : looked(looking, name);
        into.add(inode, all.getLong(at + NEXT), all.get(at + KIND) & 0xff, name, entry);
    }

    /** What is gone by now, or cannot be told, is listed all the same: the guest asks for it if it wants it. */
    private static @Nullable Entry looked(Function<byte[], Entry> looking, byte[] name) {
        try {
            return looking.apply(name);
        } catch (FsError e) {
            return null;
        }
    }

    private byte[] name() {
        int end = at + NAME;
        while (entries.buffer().get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - at - NAME];
        ByteBuffer unused = entries.buffer().get(at + NAME, name);
        return name;
    }
}
