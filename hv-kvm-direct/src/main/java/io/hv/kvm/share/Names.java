package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import io.hv.nativeaccess.FolderCalls;
import java.util.function.Function;

/** Makes, renames and removes names in a shared folder. Safe for any thread. */
final class Names {

    private static final int EXCHANGE = 2;
    private static final int RENAME_FLAGS = 1 | EXCHANGE;

    private final Place place;

    Names(Place place) {
        this.place = place;
    }

    private FolderCalls calls() {
        return place.calls.get();
    }

    byte[] target(Inode link) {
        if (!link.is(FileAttributes.LINK)) {
            throw new FsError(FsError.EINVAL);
        }
        Fd path = place.walk.to(link);
        int length = Results.check(calls().readLink(path));
        return calls().target(length);
    }

    Entry symlink(long folder, byte[] name, byte[] target) {
        if (target.length > FolderCalls.LONGEST_TARGET) {
            throw new FsError(FsError.ENAMETOOLONG);
        }
        return made(folder, name, path -> calls().symlink(target, path, name));
    }

    Entry makeFolder(long folder, byte[] name, int mode) {
        return made(folder, name, path -> calls().mkdir(path, name, mode & Results.PERMISSIONS));
    }

    /** A device would be the host's: there are none. */
    Entry makeNode(long folder, byte[] name, int mode) {
        int wanted = mode & FileAttributes.KIND;
        int kind = wanted == 0 ? FileAttributes.REGULAR : wanted;
        if (kind != FileAttributes.REGULAR && kind != FileAttributes.PIPE) {
            throw new FsError(FsError.EPERM);
        }
        return made(folder, name, path -> calls().mknod(path, name, kind | (mode & Results.PERMISSIONS)));
    }

    private Entry made(long folder, byte[] name, Function<Fd, Integer> call) {
        return place.on(folder, inode -> {
            Results.check(call.apply(place.walk.to(inode)));
            return place.look(inode, name);
        });
    }

    void remove(long folder, byte[] name, boolean ofFolder) {
        int unused = place.on(folder, inode -> {
            Fd path = place.walk.to(inode);
            return Results.check(calls().unlink(path, name, ofFolder));
        });
    }

    Entry link(long node, long folder, byte[] name) {
        return place.on(node, file -> {
            Fd path = place.walk.to(file);
            return made(folder, name, into -> calls().link(place.descriptors, path, into, name));
        });
    }

    void rename(long folder, byte[] name, long newFolder, byte[] newName, int flags) {
        if ((flags & ~RENAME_FLAGS) != 0 || flags == RENAME_FLAGS) {
            throw new FsError(FsError.EINVAL);
        }
        Object unused = place.on(
                folder,
                from -> place.on(newFolder, to -> {
                    rename(from, name, to, newName, flags);
                    return from;
                }));
    }

    /** Where a guest sees the files from now on, or others find that they are elsewhere. */
    private void rename(Inode from, byte[] name, Inode to, byte[] newName, int flags) {
        Inode.Identity moved = Inode.Identity.of(place.attributes(from, name));
        Inode.Identity other = flags == EXCHANGE ? Inode.Identity.of(place.attributes(to, newName)) : null;
        Fd source = place.walk.to(from);
        Fd target = place.walk.to(to);
        Results.check(calls().rename(source, name, target, newName, flags));
        place.inodes.moved(moved, to, newName);
        if (other != null) {
            place.inodes.moved(other, from, name);
        }
    }
}
