package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.FsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a guest has open, by numbers. What it closes while a call is under way is closed behind that: a descriptor's number
 * would be another file's by then. Safe for any thread.
 */
final class Handles {

    /** How many there can be. */
    static final int MOST = 1024;

    private final Inodes inodes;
    private final int most;
    private final Map<Long, OpenFile> open = new HashMap<>();
    private long next = 1;

    Handles(Inodes inodes, int most) {
        this.inodes = inodes;
        this.most = most;
    }

    /** Takes over what was opened, also if there is no room for it. */
    long add(OpenFile file) {
        synchronized (this) {
            if (open.size() < most) {
                open.put(next, file);
                return next++;
            }
        }
        close(file);
        throw new FsError(FsError.ENFILE);
    }

    /** What is open by a number, until {@link #give}. */
    synchronized OpenFile take(long handle) {
        OpenFile file = open.get(handle);
        if (file == null) {
            throw new FsError(FsError.EBADF);
        }
        file.users++;
        return file;
    }

    void give(OpenFile file) {
        boolean last;
        synchronized (this) {
            file.users--;
            last = file.released && file.users == 0;
        }
        if (last) {
            close(file);
        }
    }

    void release(long handle) {
        OpenFile file;
        synchronized (this) {
            file = open.get(handle);
            if (file == null) {
                throw new FsError(FsError.EBADF);
            }
            open.remove(handle);
        }
        end(file);
    }

    void releaseAll() {
        List<OpenFile> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(this::end);
    }

    private void end(OpenFile file) {
        boolean last;
        synchronized (this) {
            file.released = true;
            last = file.users == 0;
        }
        if (last) {
            close(file);
        }
    }

    private void close(OpenFile file) {
        file.file.close();
        inodes.unpin(file.inode);
    }

    synchronized int count() {
        return open.size();
    }
}
