package io.hv.kvm.share;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.fs.Attributes;
import io.hv.kvm.virtio.fs.Change;
import io.hv.kvm.virtio.fs.Created;
import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FileName;
import io.hv.kvm.virtio.fs.FolderListing;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.kvm.virtio.fs.SharedFolder;
import io.hv.kvm.virtio.fs.Space;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileCalls;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;

/**
 * A folder of this host. A guest reaches what lies below it, and nothing else, whatever it asks for: names are taken one by
 * one, symbolic links are told of and never followed, what is mounted below is not entered, and only regular files and
 * folders are opened. All is done with this process's rights; what is made belongs to its user, and no file gets or shows
 * the bits that lend its owner's rights.
 */
public final class HostFolder implements SharedFolder, AutoCloseable {

    private static final int MODES_OF_FALLOCATE = 0x1 | 0x2 | 0x10;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int MAY_WRITE = 2;

    private final boolean readOnly;
    private final Place place;
    private final Names names;
    private final Opener opener;
    private final Changes changes;
    private final ThreadLocal<FileData> data = ThreadLocal.withInitial(FileData::new);

    /** With room for fewer files than others have. */
    HostFolder(Path path, boolean readOnly, int mostNodes, int mostHandles) {
        this.readOnly = readOnly;
        this.place = Place.open(path, mostNodes, mostHandles);
        this.names = new Names(place);
        this.opener = new Opener(place);
        this.changes = new Changes(place);
    }

    /**
     * Opens one.
     *
     * @param readOnly whether nothing of it can be changed
     * @throws NativeException if it cannot be opened, or the kernel is older than Linux 5.6
     */
    public static HostFolder open(Path path, boolean readOnly) {
        return new HostFolder(path, readOnly, Inodes.MOST, Handles.MOST);
    }

    private void requireWritable() {
        if (readOnly) {
            throw new FsError(FsError.EROFS);
        }
    }

    /** How many files the guest knows, itself included. */
    public int nodes() {
        return place.inodes.count();
    }

    /** How many files and folders it has open. */
    public int handles() {
        return place.handles.count();
    }

    @Override
    public Entry lookup(long folder, FileName name) {
        return place.on(folder, inode -> place.look(inode, name.bytes()));
    }

    @Override
    public void forget(long node, long times) {
        place.inodes.forget(node, times);
    }

    @Override
    public void forgetAll() {
        place.handles.releaseAll();
        place.inodes.clear();
    }

    @Override
    public Attributes attributes(long node) {
        return place.on(node, inode -> Results.attributes(place.attributes(inode)));
    }

    @Override
    public Attributes change(long node, Change change) {
        requireWritable();
        return changes.make(node, change);
    }

    @Override
    public byte[] readLink(long node) {
        return place.on(node, names::target);
    }

    @Override
    public Entry symlink(long folder, FileName name, byte[] target) {
        requireWritable();
        return names.symlink(folder, name.bytes(), target);
    }

    @Override
    public Entry makeNode(long folder, FileName name, int mode) {
        requireWritable();
        return names.makeNode(folder, name.bytes(), mode);
    }

    @Override
    public Entry makeFolder(long folder, FileName name, int mode) {
        requireWritable();
        return names.makeFolder(folder, name.bytes(), mode);
    }

    @Override
    public void remove(long folder, FileName name, boolean ofFolder) {
        requireWritable();
        names.remove(folder, name.bytes(), ofFolder);
    }

    @Override
    public void rename(long folder, FileName name, long newFolder, FileName newName, int flags) {
        requireWritable();
        names.rename(folder, name.bytes(), newFolder, newName.bytes(), flags);
    }

    @Override
    public Entry link(long node, long folder, FileName name) {
        requireWritable();
        return names.link(node, folder, name.bytes());
    }

    @Override
    public long open(long node, int flags) {
        if (Opener.writes(flags)) {
            requireWritable();
        }
        return opener.file(node, flags);
    }

    @Override
    public Created create(long folder, FileName name, int mode, int flags) {
        requireWritable();
        return opener.create(folder, name.bytes(), mode, flags);
    }

    @Override
    public int read(long handle, GuestMemory memory, Pieces to, long offset) {
        return (int) place.with(handle, open -> data.get().move(open.file, memory, to, offset, true));
    }

    @Override
    public int write(long handle, GuestMemory memory, Pieces from, long offset) {
        requireWritable();
        return (int) place.with(handle, open -> data.get().move(open.file, memory, from, offset, false));
    }

    @Override
    public void allocate(long handle, int mode, long offset, long length) {
        requireWritable();
        if ((mode & ~MODES_OF_FALLOCATE) != 0) {
            throw new FsError(FsError.EOPNOTSUPP);
        }
        long unused = place.with(handle, open -> Results.check(FileCalls.allocate(open.file, mode, offset, length)));
    }

    @Override
    public long seek(long handle, long offset, int whence) {
        if (whence != SEEK_DATA && whence != SEEK_HOLE) {
            throw new FsError(FsError.EINVAL);
        }
        return place.with(handle, open -> {
            if (open.inode.isFolder()) {
                throw new FsError(FsError.EINVAL);
            }
            return Results.check(FileCalls.seek(open.file, offset, whence));
        });
    }

    @Override
    public void sync(long handle, boolean bytesOnly) {
        long unused = place.with(handle, open -> Results.check(FileCalls.sync(open.file, bytesOnly)));
    }

    @Override
    public void release(long handle) {
        place.handles.release(handle);
    }

    @Override
    public long openFolder(long node) {
        return opener.folder(node);
    }

    @Override
    public void list(long handle, long offset, boolean looking, FolderListing into) {
        long unused = place.with(handle, open -> {
            if (!open.inode.isFolder()) {
                throw new FsError(FsError.ENOTDIR);
            }
            synchronized (open) {
                lister(open)
                        .list(place.calls.get(), offset, looking ? name -> place.look(open.inode, name) : null, into);
            }
            return 0;
        });
    }

    private Lister lister(OpenFile open) {
        Lister lister = open.lister;
        if (lister == null) {
            Inode root = place.inodes.root();
            lister = new Lister(open.file, open.inode == root ? root.identity.number() : Lister.AS_IT_IS);
            open.lister = lister;
        }
        return lister;
    }

    @Override
    public Space space() {
        Fd root = place.walk.to(place.inodes.root());
        try {
            return Results.space(place.calls.get().space(root));
        } catch (NativeException e) {
            throw new FsError(e.errno());
        }
    }

    @Override
    public void access(long node, int mask) {
        if ((mask & MAY_WRITE) != 0) {
            requireWritable();
        }
        int unused = place.on(
                node,
                inode -> Results.check(place.calls.get().access(place.descriptors, place.walk.to(inode), mask & 7)));
    }

    /** Closes all that is open. No call is under way. */
    @Override
    public void close() {
        forgetAll();
        place.close();
    }
}
