package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FolderCalls;
import java.util.Deque;

/**
 * Opens what a guest knows, step by step from the next folder above it that is open: each step is one name, leads neither out
 * of its folder nor by a link, and is looked at afterwards. Where there is another file by now, that is told, and not used.
 * Safe for any thread.
 */
final class Walk {

    private final Inodes inodes;
    private final ThreadLocal<FolderCalls> calls;

    Walk(Inodes inodes, ThreadLocal<FolderCalls> calls) {
        this.inodes = inodes;
        this.calls = calls;
    }

    /** What a file that is pinned is open by (O_PATH), for as long as it is. */
    Fd to(Inode inode) {
        Fd present = inodes.path(inode);
        if (present != null) {
            return present;
        }
        Deque<Inodes.Step> way = inodes.way(inode);
        try {
            return down(way);
        } finally {
            way.forEach(step -> inodes.unpin(step.inode));
        }
    }

    private Fd down(Deque<Inodes.Step> way) {
        Fd at = null;
        for (Inodes.Step step : way) {
            Fd present = inodes.path(step.inode);
            if (present == null && at != null) {
                present = inodes.opened(step.inode, open(at, step));
            }
            at = present;
        }
        if (at == null) {
            throw new FsError(FsError.ESTALE);
        }
        return at;
    }

    private Fd open(Fd folder, Inodes.Step step) {
        int number = calls.get().open(folder, step.name, FolderCalls.PATH_ONLY, 0);
        if (number == -Errno.EMFILE) {
            inodes.shutIdle();
            number = calls.get().open(folder, step.name, FolderCalls.PATH_ONLY, 0);
        }
        if (number == -Errno.ENOENT || number == -Errno.ENOTDIR) {
            throw new FsError(FsError.ESTALE);
        }
        Fd opened = Fd.own(Results.check(number), "what a guest has looked up");
        try {
            Results.check(calls.get().look(opened));
            if (!Inode.Identity.of(calls.get().attributes()).equals(step.inode.identity)) {
                throw new FsError(FsError.ESTALE);
            }
            return opened;
        } catch (FsError e) {
            opened.close();
            throw e;
        }
    }
}
