package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileAttributes;
import io.hv.nativeaccess.FolderCalls;
import io.hv.nativeaccess.NativeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What all operations of a {@link HostFolder} need: what the guest knows and has open, and the way there. */
final class Place implements AutoCloseable {

    final Fd root;
    /** The kernel's folder of this process's descriptors. */
    final Fd descriptors;

    final ThreadLocal<FolderCalls> calls = ThreadLocal.withInitial(FolderCalls::new);
    final Inodes inodes;
    final Walk walk;
    final Handles handles;

    private Place(Fd root, Fd descriptors, int mostNodes, int mostHandles) {
        this.root = root;
        this.descriptors = descriptors;
        FolderCalls now = calls.get();
        requireOpenat2(now);
        require("statx", now.look(root));
        this.inodes = new Inodes(now.attributes(), root, mostNodes);
        this.walk = new Walk(inodes, calls);
        this.handles = new Handles(inodes, mostHandles);
    }

    static Place open(Path path, int mostNodes, int mostHandles) {
        Fd root = FolderCalls.openFolder(path);
        try {
            Fd descriptors = FolderCalls.descriptors();
            try {
                return new Place(root, descriptors, mostNodes, mostHandles);
            } catch (RuntimeException | Error e) {
                descriptors.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            root.close();
            throw e;
        }
    }

    /** Without it nothing keeps a walk inside. Whatever it finds, it must be there. */
    private void requireOpenat2(FolderCalls now) {
        int number = now.open(root, "hv".getBytes(StandardCharsets.US_ASCII), FolderCalls.PATH_ONLY, 0);
        if (number >= 0) {
            Fd.own(number, "hv").close();
        } else if (number == -Errno.ENOSYS) {
            throw new NativeException("openat2", Errno.ENOSYS);
        }
    }

    private static void require(String call, int result) {
        if (result < 0) {
            throw new NativeException(call, -result);
        }
    }

    /** Does something with a file that stays what it is meanwhile. */
    <T> T on(long node, Function<Inode, T> action) {
        Inode inode = inodes.pin(node);
        try {
            return action.apply(inode);
        } finally {
            inodes.unpin(inode);
        }
    }

    /** Does something with what is open. */
    long with(long handle, ToLongFunction<OpenFile> action) {
        OpenFile file = handles.take(handle);
        try {
            return action.applyAsLong(file);
        } finally {
            handles.give(file);
        }
    }

    /** Looks for a name, and tells the guest of what is there. */
    Entry look(Inode folder, byte[] name) {
        FileAttributes file = attributes(folder, name);
        Inode inode = inodes.found(folder, name, file);
        return new Entry(inode.node, Results.attributes(file));
    }

    /** What there is by a name, of which the guest is not told. */
    FileAttributes attributes(Inode folder, byte[] name) {
        Fd path = walk.to(folder);
        Results.check(calls.get().look(path, name));
        FileAttributes file = calls.get().attributes();
        if (file.mountRoot()) {
            throw new FsError(FsError.EXDEV);
        }
        return file;
    }

    FileAttributes attributes(Inode inode) {
        Fd path = walk.to(inode);
        Results.check(calls.get().look(path));
        return calls.get().attributes();
    }

    @Override
    public void close() {
        inodes.shutIdle();
        descriptors.close();
        root.close();
    }
}
