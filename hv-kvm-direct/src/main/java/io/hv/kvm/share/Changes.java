package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Attributes;
import io.hv.kvm.virtio.fs.Attributes.Time;
import io.hv.kvm.virtio.fs.Change;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import io.hv.nativeaccess.FileAttributes.Moment;
import io.hv.nativeaccess.FileCalls;
import io.hv.nativeaccess.FolderCalls;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Changes what a file is. Safe for any thread. */
final class Changes {

    private static final int WRITE_ONLY = 1;
    private static final int OMIT = 0x3fff_fffe;

    private final Place place;

    Changes(Place place) {
        this.place = place;
    }

    private FolderCalls calls() {
        return place.calls.get();
    }

    Attributes make(long node, Change change) {
        return place.on(node, inode -> {
            requireSameOwner(inode, change);
            Fd path = place.walk.to(inode);
            if (change.mode().isPresent()) {
                int mode = change.mode().getAsInt() & Results.PERMISSIONS;
                Results.check(calls().chmod(place.descriptors, path, mode));
            }
            if (change.size().isPresent()) {
                resize(inode, path, change.size().getAsLong(), change.handle());
            }
            if (change.accessed().isPresent() || change.modified().isPresent()) {
                Results.check(calls().setTimes(
                                place.descriptors, path, moment(change.accessed()), moment(change.modified())));
            }
            return Results.attributes(place.attributes(inode));
        });
    }

    /** All files are this process's user's, or were there before: a guest gives them to nobody. */
    private void requireSameOwner(Inode inode, Change change) {
        if (change.owner().isEmpty() && change.group().isEmpty()) {
            return;
        }
        FileAttributes file = place.attributes(inode);
        if (isOther(change.owner(), file.owner()) || isOther(change.group(), file.group())) {
            throw new FsError(FsError.EPERM);
        }
    }

    private static boolean isOther(OptionalInt wanted, int present) {
        return wanted.isPresent() && wanted.getAsInt() != present;
    }

    private void resize(Inode inode, Fd path, long size, OptionalLong handle) {
        if (handle.isPresent()) {
            long unused = place.with(handle.getAsLong(), open -> resized(open.file, size));
            return;
        }
        if (!inode.is(FileAttributes.REGULAR)) {
            throw new FsError(inode.isFolder() ? FsError.EISDIR : FsError.EINVAL);
        }
        int flags = WRITE_ONLY | FolderCalls.NO_WAITING;
        int number = Results.check(calls().reopen(place.descriptors, path, flags));
        try (Fd file = Fd.own(number, "a shared file")) {
            long unused = resized(file, size);
        }
    }

    private static long resized(Fd file, long size) {
        return Results.check(FileCalls.resize(file, size));
    }

    private static Moment moment(Optional<Time> time) {
        return time.map(each -> new Moment(each.seconds(), each.nanos())).orElse(new Moment(0, OMIT));
    }
}
