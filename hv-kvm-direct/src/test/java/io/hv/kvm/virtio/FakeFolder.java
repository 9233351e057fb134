package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.fs.Attributes;
import io.hv.kvm.virtio.fs.Change;
import io.hv.kvm.virtio.fs.Created;
import io.hv.kvm.virtio.fs.Entry;
import io.hv.kvm.virtio.fs.FileName;
import io.hv.kvm.virtio.fs.FolderListing;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.kvm.virtio.fs.SharedFolder;
import io.hv.kvm.virtio.fs.Space;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A folder with a single file, on the heap, that nobody can change; its handles are its nodes. */
final class FakeFolder implements SharedFolder {

    static final long FILE = 2;
    static final String NAME = "file";
    static final int SIZE = 300;

    long forgotten;
    int resets;

    private static byte[] content() {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) 'c');
        return bytes;
    }

    private static FsError error(int number) {
        return new FsError(number);
    }

    private static Entry file() {
        Attributes.Time time = new Attributes.Time(1000, 1);
        return new Entry(FILE, new Attributes(12, SIZE, 1, time, time, time, 0100444, 1, 0, 0, 0, 4096));
    }

    @Override
    public Entry lookup(long folder, FileName name) {
        if (folder != ROOT || !new String(name.bytes(), StandardCharsets.ISO_8859_1).equals(NAME)) {
            throw error(2);
        }
        return file();
    }

    @Override
    public void forget(long node, long times) {
        forgotten++;
    }

    @Override
    public void forgetAll() {
        resets++;
    }

    @Override
    public Attributes attributes(long node) {
        if (node != FILE) {
            throw error(FsError.ESTALE);
        }
        return file().attributes();
    }

    @Override
    public Attributes change(long node, Change change) {
        throw error(FsError.EROFS);
    }

    @Override
    public byte[] readLink(long node) {
        return "target".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Entry symlink(long folder, FileName name, byte[] target) {
        return file();
    }

    @Override
    public Entry makeNode(long folder, FileName name, int mode) {
        return file();
    }

    @Override
    public Entry makeFolder(long folder, FileName name, int mode) {
        return file();
    }

    @Override
    public void remove(long folder, FileName name, boolean ofFolder) {
        throw error(FsError.EROFS);
    }

    @Override
    public void rename(long folder, FileName name, long newFolder, FileName newName, int flags) {
        throw error(FsError.EROFS);
    }

    @Override
    public Entry link(long node, long folder, FileName name) {
        return file();
    }

    @Override
    public long open(long node, int flags) {
        return node;
    }

    @Override
    public Created create(long folder, FileName name, int mode, int flags) {
        return new Created(file(), FILE);
    }

    @Override
    public int read(long handle, GuestMemory memory, Pieces to, long offset) {
        if (handle != FILE) {
            throw error(FsError.EBADF);
        }
        int from = (int) Math.min(SIZE, offset);
        int left = (int) Math.min(SIZE - from, to.total());
        int done = 0;
        for (int i = 0; i < to.count() && done < left; i++) {
            int step = (int) Math.min(left - done, to.length(i));
            if (step > 0) {
                memory.write(to.address(i), content(), from + done, step);
            }
            done += step;
        }
        return done;
    }

    @Override
    public int write(long handle, GuestMemory memory, Pieces from, long offset) {
        return (int) from.total();
    }

    @Override
    public void allocate(long handle, int mode, long offset, long length) {
        throw error(FsError.EROFS);
    }

    @Override
    public long seek(long handle, long offset, int whence) {
        return offset;
    }

    @Override
    public void sync(long handle, boolean bytesOnly) {
        // There is nothing to be kept.
    }

    @Override
    public void release(long handle) {
        // It keeps no account.
    }

    @Override
    public long openFolder(long node) {
        return ROOT;
    }

    @Override
    public void list(long handle, long offset, boolean looking, FolderListing into) {
        byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        if (offset == 0 && into.fits(name.length)) {
            into.add(12, 1, 8, name, looking ? file() : null);
        }
    }

    @Override
    public Space space() {
        return new Space(10, 5, 5, 20, 10, 4096, 255, 4096);
    }

    @Override
    public void access(long node, int mask) {
        throw error(13);
    }
}
